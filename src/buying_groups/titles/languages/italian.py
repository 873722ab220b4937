"""
Italian words and phrases.
"""

from __future__ import annotations


__all__ = ["TABLE"]

TABLE = """
trainee 0.95 decides: tirocinante, stagista, apprendista, tirocinio, studente, studentessa
junior 0.75 decides + administration 0.55: aiuto
manager 0.75: responsabile
lead 0.8: capo, capo area, caporeparto, capoturno, capo reparto, capo squadra
director 0.9: direttore, dirigente
executive 0.9 + general_management 0.4: consigliere, membro del consiglio, presidente del consiglio
executive 0.95 + general_management 0.5: amministratore delegato, direttore generale, amministratore unico,
    amministratore
owner 0.9 + general_management 0.45: titolare, proprietario, fondatore, cofondatore, co fondatore, imprenditore,
    imprenditrice
professional 0.65: addetto, specialista, coordinatore, libero professionista, operatore, collaboratore
marketing 0.9: comunicazione, pubblicità, relazioni pubbliche, ufficio stampa
sales 0.9: vendite, commerciali, vendita, agente di commercio
human_resources 0.9: risorse umane, selezione del personale
customer_support 0.85: assistenza clienti, servizio clienti, assistenza tecnica
purchasing 0.9: acquisti, approvvigionamenti, ufficio acquisti
consulting 0.7: consulenza
information_technology 0.8: sistemi informativi, sistemi informatici
project_management 0.6: progetto, progetti
administration 0.7: amministrazione, segreteria, ufficio
finance 0.9: contabilità, finanza, amministrazione e finanza, controllo di gestione, finanziario, banca, assicurazioni
legal 0.9: legale, affari legali
engineering 0.8: ingegneria, progettazione, ufficio tecnico, cantiere, edilizia
research 0.85: ricerca, ricerca e sviluppo
production 0.85: produzione, manutenzione, stabilimento, officina
logistics 0.88: magazzino, spedizioni, trasporti
quality 0.88: qualità, ambiente, sicurezza sul lavoro
healthcare 0.9: salute, ospedale, sanitaria
education 0.88: formazione, scuola, istruzione
professional 0.65 + sales 0.9: venditore, commesso, agente immobiliare, rappresentante, cassiere
professional 0.65 + purchasing 0.9: addetto acquisti
professional 0.65 + consulting 0.75: consulente
professional 0.65 + information_technology 0.8: programmatore, sviluppatore, sistemista
professional 0.65 + administration 0.75: impiegato, impiegata, segretario, impiegato amministrativo, centralinista
professional 0.65 + finance 0.9: commercialista, ragioniere, revisore, contabile
professional 0.65 + legal 0.9: avvocato, notaio, giurista, praticante avvocato
professional 0.65 + engineering 0.85: ingegnere, architetto, geometra, disegnatore, progettista, perito
professional 0.65 + research 0.88: ricercatore, scienziato, dottorando
professional 0.65 + production 0.88: operaio, meccanico, elettricista, saldatore, falegname, idraulico, muratore,
    manutentore
professional 0.65 + logistics 0.88: magazziniere, autista, corriere, spedizioniere
professional 0.65 + design 0.85: grafico, progettista grafico
professional 0.65 + healthcare 0.92: infermiere, infermiera, farmacista, fisioterapista
professional 0.65 + education 0.9: insegnante, professore, professoressa, educatore, formatore, maestra
professional 0.65 + other 0.88: cuoco, cameriere, cameriera, giornalista, traduttore, poliziotto, giardiniere,
    parrucchiere, attore, musicista, carabiniere, agricoltore, guida turistica
lead 0.8 + project_management 0.6: capo progetto, capo progetti
"""
