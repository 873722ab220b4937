"""
German words and phrases.
"""

from __future__ import annotations


__all__ = ["TABLE"]

TABLE = """
trainee 0.95 decides: -werkstudent, azubi, -auszubildender, auszubildende, ausbildung, -lehrling, -volontär,
    -volontariat, bachelorand, masterand, diplomand, schülerpraktikum, duales studium, dualer student, duale
    studentin, referendar, studentische hilfskraft, studentischer mitarbeiter, studierende, studentische
    mitarbeiterin, hiwi, umschüler, pflichtpraktikum, in ausbildung, lernender, lernende, hospitant, freiwilliges
    soziales jahr, fsj, bundesfreiwilligendienst, freiwilligendienst, zivildienst, zivildienstleistender, praktikum,
    lehre, -anwärter
junior 0.75 decides + administration 0.55: -assistent, -assistenz, assi, -assitent
junior 0.75 decides + administration 0.8: chefsekretär, vorstandssekretär, direktionsassistent, direktionsassistenz,
    vorstandsassistent, vorstandsassistenz, teamassistent, teamassistenz, -sekretär-, -sekretariat, büroassistent
junior 0.8 decides: -aushilfe, -hilfskraft, -helfer, minijob, minijobber, ferienjob, nebenjob, berufseinsteiger,
    gehilfe
senior 0.6: -experte, -expertin
manager 0.75: -verantwortlicher, -verantwortliche, -verantwortlich, zuständig
lead 0.9: -leiter, -leitung, ltg, -teamleiter, -abteilungsleiter, -bereichsleiter, -gruppenleiter, teamchef,
    -vorgesetzter, leitende, leitender, leitend, leitet
lead 0.8: vorarbeiter, polier, -führungskraft, stationsleitung, kapitän
lead 0.6: leit, ltr, stellvertreter, dezernent, referatsleiter, dienststellenleiter
director 0.85 yields: -direktion
executive 0.95 + general_management 0.4: -vorsitzender, -vorsitzende, -vorsitz, vorstandsmitglied, mitglied des
    vorstands, mitglied des vorstandes, mitglied der geschäftsleitung, mitglied der geschäftsführung, mitglied
    geschäftsleitung, mitglied gl, mitglied der gl, vorstandssprecher, vorstandschef, aufsichtsrat, mitglied im
    aufsichtsrat, beirat, -präsident, vizepräsident, verwaltungsrat, mitglied der direktion, erster vorsitzender,
    stiftungsrat, sprecher der geschäftsführung, sprecher der geschäftsleitung, sprecher des vorstands, sprecher des
    vorstandes
executive 0.85 yields + general_management 0.4: -vorstand, -vorstandschaft, gesamtleitung, unternehmensleitung,
    -geschäftsleitung, -geschäftsführung, gl
executive 0.6 yields + general_management 0.4: prokurist, prokura, ppa, handlungsbevollmächtigter, bevollmächtigter
owner 0.5 yields + general_management 0.4: selbständig, selbstständig, selbständiger, selbstständiger, selbständige,
    selbstständige, selbstständigkeit, teilhaber
owner 0.9 + general_management 0.45: -inhaber, -gründer, eigentümer, -unternehmer, gesellschafter, mitinhaber,
    mitgründer, geschäftsinhaber, geschäftsführender gesellschafter, geschäftsführende gesellschafterin,
    gesellschafter geschäftsführer, mitbegründer, firmeninhaber, firmengründer, existenzgründer
executive 0.95 + general_management 0.5: -geschäftsführer, gf, hauptgeschäftsführer, geschäftsführender direktor,
    generaldirektor, vorstandsvorsitzender, vorstandsvorsitzende, kaufmännischer geschäftsführer, geschäftsführend,
    geschäftsführende, generalbevollmächtigter
professional 0.65: -mitarbeiter, -referent, -spezialist, -koordinator, -beauftragter, -beauftragte, -fachkraft,
    angestellter, angestellte, -arbeiter, -betreuer, -planer, -fachmann, -fachfrau, -fachwirt, -gestalter, -kraft,
    freiberufler, freiberuflich, freiberufliche, freelancerin, -bearbeiter, -wirt, -prüfer, freier mitarbeiter,
    festangestellter, fachangestellte, -ökonom, betriebswirt, wirtschaftsfachwirt, -organisator
nothing: -begleiter, -halbleiter, -wellenleiter, -anleitung, -ableitung, -rohrleitung, -wirtschaft, interne, interner,
    internes, arbeitssuchend, arbeitslos, elternzeit, rentner, im ruhestand, ruhestand, hausfrau, hausmann, mutter,
    dipl, diplom, dr, -bereich, -abteilung, leitfaden, betriebswirtschaft
marketing 0.9: -werbung-, werbe-, öffentlichkeitsarbeit, -kommunikation-, presse-, pressearbeit, marken-, -messe-,
    messen, -veranstaltung-, marktforschung-, markt-, mediaplanung, kampagne-, produktmarketing, -vermarktung,
    unternehmenssprecher
sales 0.9: vertreter, -vertrieb-, -verkauf-, -außendienst-, -innendienst-, handelsvertret-, vertriebler,
    einzelhandel-, großhandel-, akquise, neukundengewinnung, filial-, telefonverkauf, firmenkunden-, geschäftskunden-,
    privatkunden-, großkunden-, gebiets-, kundenakquise, akquisition
sales 0.6: -handel-, kundenberat-, immobilien-, -laden-
business_development 0.8: geschäftsentwicklung, unternehmensentwicklung, geschäftsfeldentwicklung,
    unternehmensstrategie, kooperation-, partnerschaft-, beteiligung-
human_resources 0.88: personal-, personalwesen, -personalentwicklung, personalabteilung, -bewerbung-, lohnbuchhalt-,
    lohn-, entgelt-, gehaltsabrechnung, betriebsrat, berufsbildung, zeitarbeit
customer_support 0.85: kundenservice-, kundendienst-, kundenbetreu-, kundencenter-, servicecenter, reklamation-,
    kundenmanagement, beschwerde-, kundensupport
customer_support 0.5: kunden-
purchasing 0.9: -einkauf-, -einkäufer, -beschaffung-, lieferantenmanagement, materialwirtschaft-, einkaufs-
consulting 0.75: unternehmensberat-, -unternehmensberatung, managementberat-
consulting 0.6: -beratung
information_technology 0.78: system administration, -datenbank-, -netzwerk-, -anwendungsentwickl-, fachinformatik-,
    systemadministra-, informationstechn-, rechenzentrum-, -softwareentwickl-, programmier-, -telekommunikation-,
    informationssicherheit-, webentwickl-, -applikation-, systemintegration-, -systemtechnik, systemanalytik-,
    datenmanagement, wirtschaftsinformatik-, kommunikationstechnik-, -webdesign-, onlineshop, informations-,
    medieninformatik-, daten-, stammdaten-
information_technology 0.5: -digitalisierung-, anwendung-, anwender-, -technologie-
project_management 0.6: -projekt-, projekte, multiprojekt-, bauprojekt-, programmmanage-
administration 0.75: -verwaltung-, büro-, empfang-, administrat-, rezeption, telefonzentrale, zentrale, vorzimmer,
    bürokommunikation, büromanagement, poststelle, geschäftsstelle-, bürokauf-, registratur
administration 0.5: industriekauf-, kaufmännisch-, -sachbearbeit-
finance 0.9: finanz-, -finanzen, -buchhalt-, -buchhaltung, steuer-, rechnungswesen, kredit-, versicherung-,
    anlageberat-, vermögens-, wirtschaftsprüf-, sparkasse-, revision-, revisor, kasse-, debitoren-, kreditoren-,
    fakturierung, -bilanz-, baufinanz-, wertpapier-, aktuar, rechnungsprüf-, börsen-, leasing-, finanzierungs-,
    risiko-, fonds-, bankwesen, privatbank-, rechnungslegung, finanzamt, konzernrechnungs-
legal 0.9: rechts-, -recht, anwalts-, justiz-, justiziar, datenschutz-, syndikus, vertragsmanage-, kanzlei-,
    justitiar, amtsgericht, landgericht, gericht-, geldwäsche-
product_management 0.8: produktmanage-, -produktmanagement, produkt-, sortiments-
engineering 0.85: -ingenieurwesen, -konstrukt-, -konstruktion, -maschinenbau-, elektrotechn-, -elektronik, -bauwesen,
    hochbau, tiefbau-, bauplan-, versorgungstechn-, verfahrenstechn-, -statik-, vermessung-, fahrzeugtechn-,
    anlagenbau, stadtplan-, gebäudetechnik, inbetriebnahme-, automatisierung-, prüfstand-, elektroplan-, bauzeichn-,
    bautechn-, vorentwicklung, produktentwickl-, werkzeugbau-, projektierung-, technologe, berechnung-, versuchs-,
    tragwerk-, mechatronik, medizintechnik, steuerungstechn-, steuerung-, regelungstechnik, bauüberwach-, umwelttechn-
engineering 0.55: -technik-, technische-, technisch-, -entwicklung-, energie-
research 0.88: -forschung-, -wissenschaft-, -wissenschaften, -labor-, promotion, -chemiker, -physiker, -biologe,
    -biologin, institut-, lehrstuhl-, hochschul-, universität-, juniorprofessor, mathematiker, habilitand, hochschule,
    fraunhofer, forschung und lehre
production 0.85: -produktion-, -fertigung-, -montage-, -instandhaltung-, -werkstatt-, schicht-, -wartung-,
    -herstellung-, -handwerk-, maschinen-, anlagen-, arbeitsvorbereit-, zerspanung-, betriebstechnik, haustechnik-,
    -bäckerei, -metzgerei, fleischerei-, schlosserei-, tischlerei-, metallbau-, industriemechanik-, kunststoff-
logistics 0.88: -logistik-, -lager-, -versand-, spedition-, -disposition-, fuhrpark-, zoll-, fracht-, -lieferung-,
    -fahrdienst-, kommission-, staplerfahr-, luftfracht-, seefracht-, wareneingang-, warenausgang, -verkehr-,
    flughafen-, luftverkehr-, auftragsabwicklung, luftfahrt-, schiffahrt-, schifffahrt-, zustell-
quality 0.88: -qualität-, -arbeitssicherheit-, arbeitsschutz-, umweltschutz-, brandschutz-, nachhaltigkeit-, umwelt-,
    zulassung-, -prüfung, hygiene-, energiemanage-, umweltmanage-, messtechnik-, wareneingangskontrolle
operations 0.6: prozess-, -prozesse, -organisation-, -liegenschaft-, gebäude-, hausverwalt-, objekt-, -betrieb-
design 0.85: -gestaltung-, -mediengestalt-, kommunikationsdesign-, produktdesign-, mediendesign-, layout-, kreativ-
healthcare 0.9: -pflege-, kranken-, -medizin-, -ärzte, zahn-, apothek-, -therapie-, -klinik-, -klinikum, rettungs-,
    gesundheit-, -praxis-, -psycholog-, logopäd-, heilpraktik-, augenoptik-, hörakustik-, altenpfleg-, psychotherap-,
    heilerzieh-, reha-, hospiz-, ärztlich-, orthopäd-, chirurg-, tiermedizin-, tierheilpraktiker, tierpflege-,
    ergotherap-, physiotherap-
education 0.88: -schule-, -schulung-, lehr-, -pädagog-, -erzieh-, -bildung-, kita-, kinderpfleg-, -unterricht-,
    studien-, schul-, weiterbildung-, jugend-, nachhilfe-, seminar-, akademie-, kinder-, vhs, volkshochschule
other 0.8: gastronom-, -gastronomie, -küche-, küchen-, servier-, sozial-, -sozialarbeit-, diakon-, pfarr-, kirche-,
    kirchen-, gemeinde-, polizei-, kriminal-, feuerwehr-, -redakt-, -redaktion, -journalis-, fernseh-, rundfunk-,
    -musik-, kunst-, bibliothek-, archiv-, garten-, gärtn-, forst-, winzer-, -reinigung-, haushalts-, kosmetik-,
    sport-, reise-, touris-, übersetz-, dolmetsch-, schauspiel-, -sicherheitsdienst-, werkschutz, -landschaft-,
    -verlag-, -politik-, ministerium-, abgeordnet-, stadt-, -rathaus-, beamte-, stiftung-, -verein-, ehrenamt-,
    bestatt-, wellness-, spielplatz-, regie-, -kamera-, drehbuch-, -synchron-, floris-, juwelier-, schaustell-, tanz-,
    redner-, imker-, jäger-, fischer-, flugbegleit-, systemgastronom-, hauswirtschaft-, hausdame, botschaft-,
    zollbeamt-, detektiv-, bundespolizei-, justizvollzug-
professional 0.65 + sales 0.85: -verkäufer, handelsvertreter, verkaufsberater, einzelhandelskaufmann,
    einzelhandelskauffrau, kaufmann im einzelhandel, kauffrau im einzelhandel, -makler, -händler, kassierer,
    kassiererin, großhandelskaufmann, großhandelskauffrau, kundenberater, vertriebsmitarbeiter, automobilkaufmann,
    automobilkauffrau, immobilienkaufmann, immobilienkauffrau, fachverkäufer, außendienstmitarbeiter,
    innendienstmitarbeiter, promoter, drogist, kaufmann im groß und außenhandel, kauffrau im groß und außenhandel
professional 0.65 + marketing 0.85: -pressesprecher, texter, werbetexter, werbekaufmann, werbekauffrau,
    veranstaltungskaufmann, veranstaltungskauffrau, eventkauffrau, social media redakteur
professional 0.65 + consulting 0.75: -berater, -unternehmensberater
professional 0.65 + finance 0.9: -buchhalter, volkswirt, steuerberater, wirtschaftsprüfer, bankkaufmann, bankkauffrau,
    bankangestellter, steuerfachangestellte, steuerfachangestellter, finanzwirt, finanzbeamter, finanzberater,
    finanzbuchhalter, versicherungskaufmann, versicherungskauffrau, vermögensberater, anlageberater,
    versicherungsfachmann, versicherungsmakler, finanzierungsberater
professional 0.65 + administration 0.75: rezeptionist, bürokaufmann, bürokauffrau, kaufmann für büromanagement,
    kauffrau für büromanagement, kauffrau für bürokommunikation, kaufmann für bürokommunikation,
    verwaltungsangestellte, verwaltungsangestellter, verwaltungsfachangestellte, verwaltungsfachangestellter,
    verwaltungsfachwirt, verwaltungsbeamter, büroangestellte, bürokraft, empfangsmitarbeiter, fachangestellte für
    bürokommunikation, schreibkraft
professional 0.65 + administration 0.5: -sachbearbeiter, industriekaufmann, industriekauffrau, kaufmännischer
    angestellter, kaufmännische angestellte, kaufmännischer mitarbeiter, kaufmännische mitarbeiterin, -kaufmann,
    -kauffrau, kfm angestellte, kfm angestellter
professional 0.65 + legal 0.9: notar-, -richter, rechtsanwältin, volljurist, wirtschaftsjurist,
    rechtsanwaltsfachangestellte, rechtspfleger, notarfachangestellte, anwältin, staatsanwältin, -anwalt
professional 0.65 + information_technology 0.8: -entwickler, -programmierer, -informatiker, systemadministrator,
    netzwerkadministrator, systemtechniker, systemanalytiker, softwareentwickler, anwendungsentwickler, it
    systemkaufmann, it systemelektroniker, systeminformatiker, datenbankadministrator, fachinformatiker,
    softwarearchitekt, webentwickler
professional 0.65 + engineering 0.85: -ingenieur, -konstrukteur, vermesser, bauzeichner, -zeichner, statiker,
    stadtplaner, bauingenieur, maschinenbauingenieur, maschinenbauer, -gutachter, sachverständiger, technischer
    zeichner, technische zeichnerin, technischer produktdesigner, technische produktdesignerin, technischer assistent,
    technische assistentin, -entwicklungsingenieur, projektingenieur
professional 0.65 + engineering 0.65: -techniker, -architekt
professional 0.65 + quality 0.9: qualitätsprüfer, qualitätsmanagementbeauftragter, qualitätsmanagementbeauftragte,
    qmb, sicherheitsfachkraft, fachkraft für arbeitssicherheit, sicherheitsbeauftragter, kontrolleur
professional 0.65 + production 0.88: -mechaniker, -mechatroniker, -schlosser, -elektriker, -elektroniker, -schweißer,
    -monteur, -installateur, -dreher, -fräser, -maler, -tischler, -schreiner, -zimmermann, -maurer, -klempner,
    -dachdecker, -bäcker, -metzger, -fleischer, maschinenführer, maschinenbediener, anlagenführer,
    produktionsmitarbeiter, produktionshelfer, -lackierer, -glaser, -schmied, -drucker, -elektrotechniker, -brauer,
    -werker, -fliesenleger, -bodenleger, -gerüstbauer, -stuckateur, -ofenbauer, -gießer, -rohrleitungsbauer,
    zerspaner, modellbauer, -bauer, -verpacker, -bediener, -schuster, bauarbeiter
professional 0.65 + logistics 0.88: -fahrer, -kraftfahrer, lagerist, -disponent, -spediteur, kurier, -zusteller,
    kommissionierer, postbote, briefträger, lagerarbeiter, lagermitarbeiter, fachkraft für lagerlogistik,
    speditionskaufmann, speditionskauffrau, lokführer, triebfahrzeugführer, lokomotivführer, lademeister, fluglotse,
    schaffner, zugbegleiter
professional 0.65 + design 0.85: innenarchitekt-, -grafiker, -mediengestalter, raumausstatter, schauwerbegestalter,
    gestalter für visuelles marketing, webdesigner, raumgestalter, -bildner
professional 0.65 + healthcare 0.92: -arzt, -ärztin, -therapeut, hebamme, sanitäter, pharmazeut-, assistenzarzt,
    assistenzärztin, -pfleger, krankenschwester, kinderkrankenschwester, -schwester, apotheker, notfallsanitäter,
    rettungsassistent, zahnarzt, tierarzt, -psychologe, -psychologin, logopäde, logopädin, zahntechniker,
    augenoptiker, pflegehelfer, pflegekraft, pflegefachkraft, operationstechnischer assistent, medizinisch technischer
    assistent, heilpraktiker, medizinisch technische assistentin, medizinischer technologe, pharmazeutisch technische
    assistentin, zahnmedizinische assistentin, zahnarzthelferin, rettungssanitäter, -optiker, -akustiker, medizinische
    fachangestellte, zahnmedizinische fachangestellte, medizinischer fachangestellter, mfa, mta, pta, mtra, mtla,
    arzthelfer, arzthelferin, lerntherapeut, ordinationsgehilfe
lead 0.85 + healthcare 0.92: chefarzt, chefärztin, oberschwester, pflegedienstleitung, pflegedienstleiter, pdl,
    leitender oberarzt, leitende oberärztin, ärztlicher direktor
professional 0.65 + education 0.9: -lehrer, -lehrerin, -dozent-, -ausbilder, tagesmutter, fahrlehrer, -erzieher,
    -pädagoge, -pädagogin, lehrkraft, kinderpfleger, kinderpflegerin, studienrat, oberstudienrat, studienrätin,
    sozialpädagoge, schulbegleiter, übungsleiter, kinderbetreuer, schulbegleitung, schulsozialarbeiter
lead 0.9 + education 0.9: schulleiter, rektor, kitaleitung, konrektor, schulrat, dekan, prorektor
professional 0.65 + other 0.88: köchin, -koch, bundeswehr-, soldat-, offizier-, -künstler-, landwirt-, hausmeister-,
    -friseur-, fotograf-, lektor-, autor-, regisseur-, goldschmied-, schneider-, sänger-, zimmermädchen, kellner-,
    barkeeper-, konditor-, bademeister, -redakteur, -redakteurin, gärtner, friseurin, polizist, polizeibeamter,
    polizeibeamtin, pfarrer, pfarrerin, -musiker, schauspieler, sozialarbeiter, -übersetzer, dolmetscher, -reiniger,
    reinigungskraft, putzfrau, gebäudereiniger, wachmann, feuerwehrmann, hotelfachmann, hotelfachfrau,
    restaurantfachmann, restaurantfachfrau, bibliothekar, sportler, kosmetikerin, -forstwirt, förster, flugbegleiter,
    reiseleiter, seelsorger, haushälterin, politiker, tierpfleger, landschaftspfleger, landschaftsgärtner,
    fußballspieler, hotelkauffrau, hotelkaufmann, reiseverkehrskauffrau, reiseverkehrskaufmann, tourismuskauffrau,
    tourismuskaufmann, zeitsoldat, soldat auf zeit, küchenhilfe, spülkraft, servicekraft, kameramann, cutter, tänzer,
    sozialassistent, alltagsbegleiter, dramaturg, kurator, archivar, buchhändler, verleger, sprecher
lead 0.75 + other 0.85: bürgermeister, küchenchef, chefredakteur, chefredakteurin, küchenleiter, chefkoch, souschef,
    oberbürgermeister, hoteldirektor, kommandant, ressortleiter, chefin vom dienst, chef vom dienst, cvd
other 0.85: wachdienst-, wachschutz, bankett-
senior 0.5 + production 0.5: -meister
engineering 0.8: baustellen-, bauingenieurwesen, baumanage-, bauwirtschaft, luft und raumfahrttechnik
lead 0.9 + finance 0.7: kaufmännischer leiter, kaufmännische leitung, kaufmännische leiterin
professional 0.65 + research 0.88: wissenschaftlicher mitarbeiter, wissenschaftliche mitarbeiterin, wissenschaftlicher
    assistent, wissenschaftliche assistentin, chemisch technischer assistent, chemisch technische assistentin,
    -laborant, -forscher, biologisch technische assistentin, privatdozent, lehrbeauftragter
trainee 0.95 decides + research 0.7: wissenschaftliche hilfskraft
junior 0.7 + research 0.88: doktorand, promovend
lead 0.9 + sales 0.85: gebietsleiter, gebietsverkaufsleiter, bezirksleiter, marktleiter, filialleiter,
    bezirksverkaufsleiter, bezirksdirektor
lead 0.9 + human_resources 0.85: ausbildungsleiter
executive 0.9 + human_resources 0.85: arbeitsdirektor
lead 0.6 + human_resources 0.7: betriebsratsvorsitzender, betriebsratsvorsitzende
professional 0.65 + customer_support 0.8: -kundenbetreuer, serviceberater
lead 0.9 + project_management 0.6: programmleiter, programmleitung
lead 0.9 + administration 0.75: -büroleiter, büroleitung
manager 0.75 + product_management 0.85: -produktmanager
lead 0.85 + engineering 0.85: -bauleiter, -bauleitung, oberbauleiter
lead 0.9 + production 0.8: werksleiter, werkleiter, schichtleiter, schichtleitung
lead 0.9 + production 0.5: betriebsleiter, betriebsleitung
senior 0.5 + production 0.85: -betriebsmeister, industriemeister, handwerksmeister, bäckermeister
professional 0.65 + production 0.85: -einrichter, -macher, -erzeuger, -polsterer, -spengler, schuhmacher, -schleifer,
    schornsteinfeger, chemikant, -facharbeiter, straßenbauer, -keramiker, zimmerer, -gerüster
professional 0.65 + quality 0.88: sicherheitsingenieur
engineering 0.65: -architektur
professional 0.6 + research 0.7: -ologe, -ologin, statistiker, linguist
customer_support 0.4: -service-
business_development 0.7: -strategie-
business_development 0.4: strategisch-
professional 0.6 + other 0.8: -wart, -schriftsteller, bildhauer, portier, dekorateur, korrespondent, fremdenführer,
    tankwart, mediator, theologe, statist, raumplaner
information_technology 0.65: digitaler
executive 0.8 + other 0.8: intendant
senior 0.7 + healthcare 0.92: oberarzt, oberärztin
trainee 0.95 decides + legal 0.8: rechtsreferendar
trainee 0.95 decides + education 0.8: lehramtsreferendar
trainee 0.95 decides + education 0.4: schüler, studium
lead 0.75 + production 0.8: werkmeister, obermeister
professional 0.65 + other 0.6: beamter, beamtin
professional 0.65 + sales 0.6: handelsfachwirt
engineering 0.5: -planung-
other 0.6: -medien-
executive 0.8 + general_management 0.4: generalsekretär
executive 0.7 + other 0.7: staatssekretär
sales 0.7: kundenpflege
information_technology 0.7: datenpflege
lead 0.9 + human_resources 0.75: leiter ausbildung, leiterin ausbildung, leitung ausbildung, leiter der ausbildung
"""
