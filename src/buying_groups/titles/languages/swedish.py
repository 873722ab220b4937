"""
Swedish words and phrases.
"""

from __future__ import annotations


__all__ = ["TABLE"]

TABLE = """
trainee 0.95 decides: -lärling, sommarjobb, sommarjobbare, examensarbetare, -elev, aspirant
junior 0.75 decides + administration 0.6: vd assistent, -biträde
senior 0.6: -strateg, sakkunnig
manager 0.7: -ansvarig
lead 0.85: -ledare, enhetschef, avdelningschef, gruppchef, teamledare, -föreståndare, biträdande chef, förman,
    arbetsledare, områdeschef, regionchef, platschef, verksamhetschef, skiftledare
executive 0.9 + general_management 0.4: styrelseordförande, styrelseledamot, -ordförande, vvd, ledamot,
    styrelsesuppleant
executive 0.95 + general_management 0.5: vd, verkställande direktör, koncernchef, vice vd
owner 0.9 + general_management 0.45: -ägare, grundare, medgrundare, delägare, företagare, egenföretagare, egen
    företagare
professional 0.65: -medarbetare, -handläggare, -samordnare, -rådgivare, anställd, tjänsteman, -tekniker, -arbetare,
    utredare, -analytiker, -skötare, -planerare, -konsulent
marketing 0.9: marknad-, varumärke-, reklam-, evenemang-
sales 0.9: -försäljning-, -sälj-, butik-
business_development 0.85: affärsutveckl-, affärsutveckling, strategisk, verksamhetsutveckl-
human_resources 0.9: -rekryter-, löne-, personalvetare, kompetensförsörjning
customer_support 0.85: kundtjänst-, kundservice-, kundrelation-
purchasing 0.9: -inköp-, -upphandl-
consulting 0.7: -rådgivning
information_technology 0.8: systemutveckl-, mjukvaru-, programvaru-, nätverk-, systemförvalt-, webbutveckl-
administration 0.75: kontor-, -förvaltning-, reception-, kansli-
finance 0.9: -redovisning-, bokför-, -skatt-, -försäkring-, kamrer, fakturering, -ekonomi-
legal 0.9: juridik, domare
engineering 0.85: -bygg-, arkitekt-, anläggning-, teknik-, teknisk
research 0.88: -forskare, forsknings-, -forskning, laborator, -vetare
production 0.85: tillverkning-, verkstad-, -underhåll-, fabrik-, industriarbet-
logistics 0.88: godsmottagning
quality 0.88: -kvalitet-, miljö-, arbetsmiljö-, hållbarhet-
healthcare 0.9: sjukvård-, -vård-, -omsorg-, hälso-, hälsa, äldreomsorg-, hemtjänst-, tandvård-
education 0.88: -skola, skol-, förskol-, -utbildning-, fritids-
other 0.8: restaurang-, kyrko-, socialtjänst, säkerhetsvakt, lokalvård-, -städ-, jordbruk-, skogs-, kommun-, kultur-,
    försvars-
professional 0.65 + sales 0.9: -säljare, butiksbiträde, -mäklare, butikssäljare, fastighetsmäklare, innesäljare,
    utesäljare
professional 0.65 + marketing 0.88: -kommunikatör, informatör, marknadsförare
professional 0.65 + purchasing 0.9: -inköpare, -upphandlare
professional 0.65 + consulting 0.75: -konsult
professional 0.65 + information_technology 0.8: -systemutvecklare, -utvecklare, programmerare, drifttekniker
professional 0.65 + administration 0.75: sekreterare, kontorist
professional 0.65 + finance 0.9: -ekonom-, ekonomiassistent, redovisningsekonom, banktjänsteman, skattehandläggare,
    revisorsassistent
professional 0.65 + legal 0.9: advokat-, åklagare
professional 0.65 + engineering 0.85: -konstruktör, -ingenjör-
professional 0.65 + production 0.88: -montör, svetsare, snickare, rörmokare, målare, maskinist, maskinoperatör,
    industriarbetare, reparatör, mekaniker, bagare, byggnadsarbetare, -smed
professional 0.65 + logistics 0.88: -chaufför, lagerarbetare, lagermedarbetare, lastbilschaufför, truckförare,
    -förare, speditör, brevbärare
professional 0.65 + healthcare 0.92: -läkare, sjuksköterska, -sköterska, undersköterska, vårdbiträde, tandläkare,
    psykolog, sjukgymnast, barnmorska, apotekare, -vårdare, personlig assistent
professional 0.65 + education 0.9: -lärare, förskollärare, barnskötare, fritidsledare, -pedagog, utbildare,
    handledare, -tränare
lead 0.85 + education 0.9: förskolechef
professional 0.65 + other 0.88: polis-, kock, servitör, servitris, brandman, frisör, städare, lokalvårdare,
    fastighetsskötare, vaktmästare, socionom, socialsekreterare, präst, bonde, trädgårdsmästare, väktare, översättare,
    tolk, bibliotekarie, skådespelare, lantbrukare, ordningsvakt, diskare
manager 0.7 + sales 0.85: kundansvarig
lead 0.85 + sales 0.7: affärsområdeschef
professional 0.65 + business_development 0.85: -affärsutvecklare
lead 0.85 + human_resources 0.88: personalchef
professional 0.65 + customer_support 0.85: kundtjänstmedarbetare
lead 0.85 + consulting 0.7: konsultchef
lead 0.85 + project_management 0.6: -projektledare
lead 0.85 + logistics 0.88: transportledare
lead 0.85 + quality 0.7: säkerhetschef
professional 0.6 + research 0.7: -olog
lead 0.85 + sales 0.85: butikschef
"""
