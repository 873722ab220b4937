"""
Words that several languages share, each in the meaning that it has in most titles.
"""

from __future__ import annotations


__all__ = ["TABLE"]

TABLE = """
trainee 0.95 decides: trainee, intern, internship, -praktikant, praktik
junior 0.95 decides: junior, jr, jnr
senior 0.9: senior, sr, snr
senior 0.55: expert, senior professional, veteran
manager 0.75: mgr, managers, gerente, gestor, responsable, -manager
director 0.9: director, directors, -direktor, dir
vice_president 0.95: vp, v p, svp, evp, avp, rvp, vice president, vice presidente, vicepresident
executive 0.9 + general_management 0.4: president, chairman, presidente
professional 0.65: -specialist, professional, controleur, staff, -agent
executive 0.95 + general_management 0.5: ceo, c e o, co ceo
executive 0.95 + finance 0.85: cfo
executive 0.95 + information_technology 0.75: cto, cio, ciso, cdo
executive 0.95 + operations 0.75: coo
executive 0.95 + marketing 0.85: cmo
executive 0.9 + sales 0.75: cso, cco
executive 0.95 + human_resources 0.85: chro
marketing 0.9: pr, seo, sea, ppc, social media, branding, -marketing-
marketing 0.8: -event-, events
marketing 0.55: e commerce, ecommerce, media, online, content
sales 0.9: presales, pre sales, telesales, key account, key accounts, -sales-
sales 0.8: account management, retail, accountmanage-
business_development 0.85: business development, biz dev, bizdev, m a
human_resources 0.9: hr, recruiting, recruitment, talent, talents
customer_support 0.82: -support-, helpdesk, help desk, -hotline-, call center, callcenter, call centre
consulting 0.75: consulting
information_technology 0.85: -software-, -informatik-
information_technology 0.75: it, ict, itc, edv, sap, erp, abap, java, javascript, python, php, sql, android, ios,
    devops, frontend, backend, front end, back end, full stack, fullstack, web development, cyber-, linux, cisco,
    citrix, dynamics, salesforce, sharepoint, oracle, aws, azure, dotnet, big data, business intelligence, bi
information_technology 0.5: data-, cloud, -internet-, web, system-, systems
finance 0.9: -controlling-, finance, -bank-, private banking, banking
legal 0.85: compliance-, gdpr
logistics 0.85: supply chain, scm, logist-
engineering 0.8: cad, mechatronics, automation
research 0.8: r d, r and d, research and development, f e, f und e
quality 0.85: qm, qs, qa, ehs, hse, hseq, qhse
design 0.85: design, ux, ui, user experience, -grafik-, graphic
operations 0.6: operations, operation, facility
professional 0.65 + consulting 0.78: consultant, consultants, inhouse consultant
professional 0.65 + human_resources 0.9: recruiter
professional 0.65 + finance 0.9: -controller, auditor
professional 0.65 + design 0.85: -designer
professional 0.65 + education 0.7: -trainer, coach, tutor, mentor
professional 0.65 + information_technology 0.75: -administrator, admin, sysadmin, developer, webmaster, scrum master
professional 0.65 + other 0.85: artist, pilot, dj
senior 0.5 + research 0.8: professor, prof
junior 0.75 decides + administration 0.55: assistant
manager 0.75 + sales 0.85: account manager, key account manager
professional 0.65 + research 0.8: associate professor, assistant professor
engineering 0.7: engineering
professional 0.65 + engineering 0.7: engineer
information_technology 0.6: digital transformation, digitale transformation
professional 0.6 + information_technology 0.75: data steward
information_technology 0.65: crm, customer relationship management, digital-, digitale, digitales
trainee 0.95 decides + education 0.4: student
lead 0.7: -chef
executive 0.9 + finance 0.5: cro
"""
