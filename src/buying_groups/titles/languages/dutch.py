"""
Dutch words and phrases.
"""

from __future__ import annotations


__all__ = ["TABLE"]

TABLE = """
trainee 0.95 decides: stagiair, leerling, afstudeerder, vakkenvuller, bijbaan
junior 0.75 decides + administration 0.6: directieassistent, directiesecretaresse, -assistente, hulp
lead 0.85: hoofd, -leider, afdelingshoofd, voorman, leidinggevende, bedrijfsleider, filiaalmanager, teamleidster
director 0.85: adjunct directeur, directielid
executive 0.9 + general_management 0.4: bestuurder, bestuurslid, voorzitter, commissaris, bestuursvoorzitter
executive 0.95 + general_management 0.5: algemeen directeur, zaakvoerder, statutair directeur
owner 0.9 + general_management 0.45: -eigenaar, oprichter, mede eigenaar, ondernemer, directeur eigenaar, eigenaresse,
    medeoprichter
owner 0.5 yields + general_management 0.4: zzp, zelfstandig, zelfstandige, vennoot
professional 0.65: -medewerker, -medewerkster, -adviseur, beleidsmedewerker, -begeleider, -vertegenwoordiger,
    -beheerder, -functionaris
marketing 0.9: communicatie-, reclame-, voorlichting, evenementen
sales 0.9: -verkoop-, -verkoper, buitendienst-, binnendienst-, accountbeheer, winkel-
business_development 0.85: bedrijfsontwikkeling
human_resources 0.9: personeel-, personeelszaken, p o, salarisadministrat-, werving
customer_support 0.85: klantenservice-, klantcontact
purchasing 0.9: inkoop-, -inkoper
consulting 0.7: -advies-
information_technology 0.8: automatisering-, systeembeheer-, applicatiebeheer-, netwerkbeheer-
administration 0.75: administratie-, secretariaat, secretariële, kantoor-
finance 0.9: financieel, financiën, boekhoud-, belasting-, verzekering-, hypotheek-, financiële
legal 0.9: juridisch, juridische
engineering 0.8: bouwkund-, werktuigbouw-, bouw-, civiele
research 0.88: -onderzoek-, -onderzoeker, promovendus
production 0.85: productie-, -onderhoud-
logistics 0.88: logistiek-, magazijn-, vervoer-, expeditie-
quality 0.88: kwaliteit-, milieu-, veiligheid-
healthcare 0.9: -zorg-, verpleeg-, ziekenhuis-, gezondheid-
education 0.88: -onderwijs-, opleiding-
other 0.8: horeca-, politie-, gemeente-, beveiliging-, schoonmaak-, maatschappelijk, brandweer-, beleid-
professional 0.65 + sales 0.9: verkoopmedewerker, verkoopster, makelaar, kassamedewerker, winkelmedewerker
professional 0.65 + information_technology 0.8: -ontwikkelaar, systeembeheerder, softwareontwikkelaar
professional 0.65 + administration 0.75: secretaresse, receptioniste, administratief medewerker, telefoniste,
    managementassistente
professional 0.65 + finance 0.9: boekhouder, belastingadviseur, bankmedewerker
professional 0.65 + legal 0.9: advocaat, notaris, rechter
professional 0.65 + engineering 0.85: tekenaar, werkvoorbereider, constructeur, uitvoerder
professional 0.65 + production 0.88: timmerman, loodgieter, lasser, schilder, elektricien, productiemedewerker,
    metselaar, bakker, slager, stratenmaker
professional 0.65 + logistics 0.88: magazijnmedewerker, vrachtwagenchauffeur, heftruckchauffeur, expediteur, logistiek
    medewerker, postbezorger
professional 0.65 + healthcare 0.92: verpleegkundige, verzorgende, huisarts, tandarts, verloskundige, fysiotherapeut,
    doktersassistente, psycholoog, dierenarts
professional 0.65 + education 0.9: leraar, lerares, leerkracht, onderwijzer, onderwijsassistent, pedagogisch
    medewerker
professional 0.65 + other 0.88: kok, serveerster, ober, kapper, kapster, politieagent, schoonmaker, tuinman, boer,
    vertaler, hovenier, beveiliger, ambtenaar, militair, maatschappelijk werker, brandweerman
"""
