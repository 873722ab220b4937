"""
French words and phrases.
"""

from __future__ import annotations


__all__ = ["TABLE"]

TABLE = """
trainee 0.95 decides: stagiaire, apprenti, alternant, alternance, en alternance, élève, stage
junior 0.75 decides + administration 0.55: assistante, adjoint, adjointe, aide
junior 0.75 decides + administration 0.8: assistante de direction, assistant de direction, assistante administrative,
    assistant administratif
manager 0.75: cadre, responsables
lead 0.85: chef d équipe, cheffe, chef de département, chef de groupe, chef de secteur, chef d agence, chef de pôle,
    contremaître, superviseur, agent de maîtrise, chef de service
director 0.9: directeur, directrice
director 0.7 yields: direction
executive 0.9 + general_management 0.4: membre du directoire, membre du comité de direction, membre du comex, membre
    du conseil d administration, codirigeant
executive 0.95 + general_management 0.5: directeur général, directrice générale, pdg, président directeur général,
    gérant, dirigeant, directeur général adjoint, directrice générale adjointe, dg, dga, chef d entreprise, cogérant,
    gérante, secrétaire général, directeur général délégué
executive 0.6 yields + general_management 0.4: direction générale, comité de direction, comex, codir, conseil d
    administration
owner 0.9 + general_management 0.45: fondateur, cofondateur, co fondateur, co fondatrice, propriétaire, associé
    gérant, associé fondateur, patron, entrepreneuse, créateur d entreprise
owner 0.5 yields + general_management 0.4: associé, indépendant, indépendante, auto entrepreneur, travailleur
    indépendant
director 0.9 + human_resources 0.9: drh
director 0.9 + finance 0.9: daf, directeur administratif et financier
director 0.85 + information_technology 0.8: dsi
professional 0.65: chargé, employé, conseiller, attaché, ouvrier, salarié, collaborateur, référente, coordinateur,
    coordinatrice, gestionnaire, spécialiste, analyste, chargé de mission
marketing 0.9: mercatique, publicité, relations publiques, relations presse, événementiel, marque, marques,
    webmarketing
sales 0.9: vente, ventes, commerciale, commerciaux, administration des ventes, grands comptes, comptes clés, force de
    vente, avant vente
sales 0.6: clientèle, magasin, boutique, immobilier, négoce, commerce
business_development 0.8: développement commercial, stratégique, partenariats, développement des affaires,
    développement d affaires, développement
human_resources 0.9: ressources humaines, rh, recrutement, paie, relations humaines
customer_support 0.85: service client, service clients, relation client, relations clients, support client, sav, après
    vente
purchasing 0.9: achat, achats, approvisionnement, approvisionnements
consulting 0.7: conseil, conseils
information_technology 0.8: informatique, informatiques, système d information, systèmes d information, réseaux,
    logiciel, logiciels, données, systèmes d informations, télécom, télécoms, numérique
project_management 0.6: projet, projets, gestion de projet, conduite de projet
administration 0.7: administratif, accueil, bureau
finance 0.9: comptabilité, financière, finances, contrôle de gestion, trésorerie, fiscalité, banque, assurance,
    assurances, gestion de patrimoine
legal 0.9: juridique, droit, affaires juridiques, conformité
product_management 0.8: produit, produits, gamme
engineering 0.8: ingénierie, bureau d études, travaux, génie civil, études, bâtiment, construction mécanique
research 0.85: recherche, recherche et développement, laboratoire, scientifique
production 0.85: usine, atelier, industrialisation, exploitation
logistics 0.88: logistique, entrepôt, transports, magasinage, expédition, supply
quality 0.88: qualité, sécurité, environnement, développement durable
design 0.8: graphisme, création, artistique
healthcare 0.9: santé, soins, médicale, hôpital, pharmaceutique, clinique
education 0.88: formation, enseignement, pédagogique, école, université
other 0.8: hôtellerie, restauration, tourisme, presse écrite, culture et patrimoine, culturel, espaces verts,
    agricole, association
professional 0.65 + sales 0.9: vendeur, vendeuse, négociateur, caissier, agent immobilier, télévendeur, courtier,
    représentant, chargé de clientèle
professional 0.65 + marketing 0.85: attaché de presse, attachée de presse, chargée de communication, concepteur
    rédacteur
professional 0.65 + purchasing 0.9: acheteur, approvisionneur
professional 0.65 + consulting 0.75: consultante, conseillère
professional 0.65 + human_resources 0.9: recruteur, chargé de recrutement
professional 0.65 + information_technology 0.8: développeur, informaticien, programmeur, administrateur système,
    administrateur systèmes, ingénieur système, développeuse, administrateur réseau, architecte logiciel
professional 0.65 + administration 0.8: secrétaire, standardiste, agent administratif, hôtesse d accueil,
    réceptionniste, agent d accueil
professional 0.65 + finance 0.9: comptable, expert comptable, banquier, auditeur, trésorier, actuaire, économiste,
    assureur, contrôleur de gestion, contrôleuse de gestion
professional 0.65 + legal 0.9: avocat, juriste, notaire, huissier, magistrat, greffier
professional 0.65 + engineering 0.85: ingénieure, architecte, dessinateur, géomètre, projeteur, dessinatrice,
    conducteur de travaux
professional 0.65 + engineering 0.65: technicien
professional 0.65 + research 0.88: chercheur, chercheuse, doctorant, chimiste, physicien, biologiste, enseignant
    chercheur, ingénieur de recherche, laborantin, historien
professional 0.65 + production 0.88: mécanicien, électricien, soudeur, menuisier, plombier, maçon, opérateur, peintre,
    boulanger, boucher, charpentier, tourneur, couvreur, serrurier, ajusteur, régleur, carreleur, agent de production
professional 0.65 + logistics 0.88: chauffeur, magasinier, cariste, livreur, conducteur, préparateur de commandes,
    facteur, routier, conducteur routier, affréteur, déclarant en douane
professional 0.65 + design 0.85: graphiste, infographiste, décorateur, architecte d intérieur, maquettiste
professional 0.65 + healthcare 0.92: infirmier, médecin, pharmacien, aide soignant, aide soignante, kinésithérapeute,
    sage femme, psychologue, chirurgien, dentiste, vétérinaire, ambulancier, orthophoniste, diététicien, opticien,
    ostéopathe, ergothérapeute
professional 0.65 + education 0.9: professeur, professeure, enseignant, formateur, instituteur, éducateur, professeur
    des écoles, maître d école, animateur, maître de conférences, puéricultrice
professional 0.65 + other 0.88: cuisinier, serveur, serveuse, journaliste, rédacteur, traducteur, interprète,
    photographe, policier, pompier, gendarme, militaire, agriculteur, jardinier, coiffeur, comédien, musicien, agent
    de sécurité, agent d entretien, bibliothécaire, assistant social, assistante sociale, barman, hôtesse de l air,
    esthéticienne, réalisateur, écrivain, artiste, paysagiste, maire, fonctionnaire, documentaliste, chef de cuisine,
    pâtissier, viticulteur, ouvrier agricole
professional 0.65 + marketing 0.9: chargé de communication
professional 0.65 + sales 0.88: chargé d affaires, ingénieur d affaires, ingénieur commercial, ingénieure commerciale,
    technico commercial, technico commerciale, ingénieure d affaires
professional 0.65 + customer_support 0.8: conseiller clientèle, conseillère clientèle, téléconseiller
manager 0.75 + product_management 0.8: chef de produit, chef de produits, cheffe de produit
lead 0.8 + project_management 0.6: chef de projet, chef de projets, cheffe de projet, cheffe de projets
lead 0.85 + sales 0.9: chef des ventes
lead 0.85 + production 0.8: chef d atelier
lead 0.85 + engineering 0.8: chef de chantier
director 0.85 + project_management 0.6: directeur de projet, directrice de projet, directeur de projets
director 0.85: directeur adjoint, directrice adjointe
professional 0.6 + research 0.7: -ologue, statisticien, géomaticien, géophysicien, mathématicien
professional 0.6 + other 0.8: libraire, styliste, danseur, sculpteur, chanteur, fleuriste, illustrateur, costumier,
    sommelier, guide
professional 0.6 + production 0.85: chaudronnier, électromécanicien, plâtrier, ébéniste, tapissier, façadier
trainee 0.95 decides + education 0.4: étudiant
"""
