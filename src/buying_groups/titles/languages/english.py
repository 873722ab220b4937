"""
English words and phrases.
"""

from __future__ import annotations


__all__ = ["TABLE"]

TABLE = """
trainee 0.95 decides: interns, apprentice, apprenticeship, working student, management trainee, graduate trainee,
    student assistant, placement student, undergraduate
junior 0.9 decides: entry level, graduate, helper, assistants
junior 0.8 decides: associate
senior 0.8: principal, senior associate, fellow, senior executive, experienced
senior 0.5: evangelist, strategist, experts, guru
manager 0.75: assistant manager, responsible, deputy manager, team manager, unit manager
manager 0.8: senior manager, department manager
lead 0.9: head of, team lead, teamlead, team leader, teamleader, tech lead, group leader, section head, department
    head, head of department, squad lead, deputy head, heads, shift leader, crew chief, area lead, regional head,
    country head, group head, group lead
lead 0.8: head, leader, supervisor, foreman, superintendent, chief of staff, matron
lead 0.7: lead, captain, in charge, officer in charge
director 0.85: assistant director, associate director, deputy director, senior director, executive director
vice_president 0.95: senior vice president, executive vice president, assistant vice president, associate vice
    president, regional vice president, group vice president, area vice president, vice presidents
executive 0.9 + general_management 0.4: chairwoman, chairperson, chair, board member, member of the board, board of
    directors, non executive director, executive chairman, managing directors, vice chairman, member of the executive
    board, member of the management board, member of the executive committee, member of board, member of the board of
    directors, supervisory board, advisory board member
executive 0.7 yields + general_management 0.4: executive board, management board, board, executive committee,
    executive management
executive 0.4 yields + general_management 0.4: c level
owner 0.5 yields + general_management 0.4: partner, self employed, selfemployed, equity partner
owner 0.7 + general_management 0.4: senior partner, associate partner, junior partner
owner 0.9 + general_management 0.45: owner, co owner, coowner, founder, co founder, cofounder, founding partner,
    managing partner, proprietor, entrepreneur, business owner, company owner, shareholder, founders, managing owner,
    angel investor
executive 0.9 + general_management 0.5: managing director, chief executive officer, chief executive, md, general
    director
executive 0.65 + general_management 0.45: general manager, gm
manager 0.7 + general_management 0.4: country manager, business unit manager, branch manager, site manager
professional 0.65: officer, business partner, -analyst, -coordinator, co ordinator, representative, employee,
    operator, planner, advisor, adviser, practitioner, clerk, worker, ambassador, facilitator, member, contractor,
    liaison, delegate, case manager
professional 0.5: freelancer, freelance, independent, executive
nothing: lead time, leads, lead free, vice, owners club, head start, head office, headquarter, headquarters, business
    unit, business administration, master of business administration, master of science, bachelor of arts, executive
    mba, mba, phd, open to work, looking for new opportunities, seeking new opportunities, retired, managing, general,
    international, internal, board room, bachelor, master, master of arts, customer relationship
marketing 0.9: lead generation, lead gen, lead nurturing, demand generation, communication, communications, public
    relations, advertising, brand, brands, copy, press, market research, market intelligence, marcom, content
    marketing, trade fair, trade fairs, fairs, exhibitions, public affairs, investor relations, product marketing, crm
    marketing, lead management, campaign, campaigns
sales 0.9: pre sale, after sales, aftersales, sales force, inside sales, telemarketing, revenue, business to business
    sales, merchandising, merchandise, major accounts, major account
sales 0.7: account, accounts, store, shop, relationship management, export-, territory, real estate, franchise, client
    relations, category management, channel, dealer
business_development 0.75: new business, partnerships, partnership, mergers, corporate development, business strategy,
    strategic partnerships, venture, ventures, expansion
business_development 0.5: -innovation-, growth, transformation-, business analysis
human_resources 0.9: human resources, human resource, human capital, people operations, people and culture, people
    culture, talent acquisition, payroll, employer branding, learning and development, people development,
    compensation, organizational development, hrbp, headhunting, executive search, employee relations, labor
    relations, labour relations, graduate recruitment
human_resources 0.6: people, training and development, change management, culture
customer_support 0.85: customer service, customer services, customer care, customer success, client service, client
    services, customer support, service desk, technical support, contact center, contact centre, user support
customer_support 0.5: client, clients, service delivery, customer experience
purchasing 0.9: purchasing, procurement, sourcing, supplier management, vendor management, supplier quality, strategic
    sourcing
information_technology 0.78: information technology, it security, information security, data science, data
    engineering, data analytics, machine learning, artificial intelligence, ai, software development, application
    development, application management, software engineering, network, networks, infrastructure, database, databases,
    computer-, programming, information systems, mobile development, technology, technologies, test automation,
    platform, blockchain, it consultancy, game
information_technology 0.45: application, applications, analytics, security, agile, information
project_management 0.6: project management, project, projects, pmo, program management, programme management, project
    management office
project_management 0.5: program, programme
administration 0.7: office, back office, backoffice-, office management, administration, administrative, secretariat,
    business support, front office, front desk, records
finance 0.9: accounting, accounts payable, accounts receivable, treasury-, tax, taxes, taxation, financial, audit,
    auditing, investment, investments, insurance, wealth management, asset management, portfolio management, credit,
    credits, bookkeeping, risk management, private equity, trading, mortgage, loans, fintech, capital markets, equity,
    billing, actuarial, underwriting, pricing, claims, wealth, fund, funds
finance 0.6: risk, fraud, business controlling, financials
legal 0.9: legal, law, contracts, contract management, data protection, intellectual property, patent-, patents, labor
    law, labour law
product_management 0.8: product management, product, products, product development
engineering 0.85: mechanical, electrical, electronics, electronic, civil, construction, industrial engineering,
    hardware, embedded, hvac, structural, validation, simulation, robotics, aerospace, automotive engineering, energy
    engineering, commissioning, architecture, urban planning
engineering 0.5: technical, energy
research 0.85: research, science, laboratory, lab, clinical research, scientific, chemistry, physics, biology,
    clinical trials, biotechnology, postdoctoral, academic, clinical
production 0.85: production, manufacturing, maintenance, assembly, plant, workshop, machining, welding, fabrication,
    tooling, repair, factory, lean manufacturing
logistics 0.85: logistics, warehouse, shipping, -transport-, transportation, freight, fleet, inventory, -distribution,
    fulfilment, fulfillment, dispatch, materials management, customs, forwarding, aviation, demand planning, order
    management, material planning
quality 0.85: quality, quality assurance, quality control, quality management, safety, environmental, health and
    safety, sustainability, regulatory affairs, regulatory-, environment, lean, six sigma, csr, esg
operations 0.7: facilities, facility management, business operations, process management, business process, process
    improvement, operational excellence, property management, continuous improvement
operations 0.4: process, processes, property, delivery
design 0.8: creative, art, interior, visual, animation, illustration, motion
healthcare 0.9: nursing, medical, health, healthcare, care, hospital, dental, pharmacy, clinic, therapy, mental
    health, surgery, psychiatry, rehabilitation, veterinary, patient, midwifery, paediatric, pediatrics, radiology
healthcare 0.7: pharma-, pharmaceutical, medicine
education 0.85: education, teaching, training, school, e learning, learning, university, college, faculty,
    kindergarten-, curriculum, educational, academy, students, childcare, preschool, student services, student
    affairs, student recruitment, graduate school
other 0.8: hotel-, hospitality, restaurant-, kitchen, food and beverage, f b, catering, journalism, editorial, police,
    military, army, navy, air force, fire, law enforcement, -film-, tv, television, radio, music, theatre, theater-,
    sports, fitness-, church, ministry, agriculture, farm, forestry, social work, library, museum-, tourism, travel,
    cleaning, housekeeping, beauty, gaming, culinary, foundation, charity, government, politics, parliament, fashion,
    gastronomy, bar, casino, funeral, photography, publishing, translation, cabin crew, flight, non profit, nonprofit,
    ngo, volunteer, volunteering, video, broadcasting
professional 0.65 + marketing 0.85: marketer, copywriter, spokesperson, spokeswoman, spokesman, publicist, influencer,
    blogger, press officer, media planner, event planner, marketing executive, brand ambassador, growth hacker
professional 0.65 + sales 0.85: account executive, salesman, saleswoman, salesperson, seller, sales executive,
    cashier, broker, realtor, real estate agent, shop assistant, merchandiser, telemarketer, store clerk, sales
    associate, sales agent, sales representative, sales rep, wholesaler, trader, retailer, sales advisor, estate
    agent, sales consultant
professional 0.65 + business_development 0.85: business developer, business development executive, partnership
    executive
professional 0.65 + purchasing 0.9: buyer, purchaser, procurement officer, purchasing agent, purchasing officer
professional 0.65 + human_resources 0.9: headhunter, sourcer, talent scout, hr business partner, recruitment
    consultant, hr generalist
professional 0.65 + customer_support 0.82: supporter, call center agent, customer advisor, call center operator,
    telephone operator, it support engineer, support engineer, technical support engineer, support specialist
professional 0.65 + information_technology 0.8: programmer, software engineer, software developer, coder, data
    scientist, data engineer, tester, technologist, hacker, sysop, cloud architect, software architect, it specialist
professional 0.65 + administration 0.8: secretary, receptionist, office clerk, office administrator, typist, office
    worker, data entry clerk, postmaster, administrative officer, administrative clerk, executive secretary, court
    clerk
professional 0.65 + finance 0.9: banker, accountant, bookkeeper, economist, actuary, underwriter, tax advisor,
    financial advisor, teller, investment banker, insurance agent, insurance broker, loan officer, financial analyst,
    stockbroker, statistician, financier, wealth manager, fund manager, claims adjuster, tax consultant, investor,
    appraiser, valuer
professional 0.65 + legal 0.9: lawyer, attorney, solicitor, barrister, counsel, paralegal, notary, judge, -jurist-,
    legal advisor, patent attorney, general counsel, prosecutor, magistrate, legal counsel, conveyancer
professional 0.65 + engineering 0.85: draftsman, surveyor, mechanical engineer, draughtsman, geologist, constructor,
    sound engineer, technical drawer, urban planner, town planner, landscape architect, inspector, estimator, process
    engineer, design engineer, development engineer, manufacturing engineer, project engineer, application engineer,
    applications engineer, field engineer, service engineer, test engineer, r d engineer
professional 0.65 + engineering 0.7: technician
professional 0.65 + research 0.85: researcher, scientist, chemist, physicist, biologist, mathematician, postdoc,
    lecturer, scholar, research assistant, research associate, research fellow, biochemist, laboratory technician, lab
    technician, historian, sociologist, archaeologist, anthropologist, meteorologist, geographer, astronomer,
    ecologist, microbiologist, geneticist, oceanographer, geoscientist, geophysicist, geochemist, metallurgist
junior 0.8 + research 0.85: phd student, phd candidate, doctoral student, doctoral candidate, doctoral researcher
professional 0.65 + production 0.85: mechanic, electrician, welder, machinist, carpenter, plumber, painter, machine
    operator, fitter, production worker, assembler, mason, roofer, joiner, builder, locksmith, toolmaker, millwright,
    craftsman, miner, laborer, labourer, handyman, bricklayer, glazier, blacksmith, tailor, printer, baker, butcher,
    cabinet maker, upholsterer, plasterer, installer
professional 0.65 + logistics 0.85: driver, truck driver, dispatcher, forwarder, courier, warehouse worker,
    logistician, postman, mail carrier, forklift driver, picker, packer, bus driver, taxi driver, warehouse operative,
    storekeeper, stevedore, ship broker, air traffic controller
professional 0.65 + quality 0.85: quality inspector, quality engineer, safety officer, safety advisor
professional 0.65 + design 0.85: graphic artist, illustrator, animator, interior decorator, web designer
professional 0.65 + healthcare 0.9: nurse, doctor, physician, surgeon, dentist, pharmacist, therapist, psychologist,
    physiotherapist, midwife, paramedic, veterinarian, caregiver, carer, optician, radiographer, psychiatrist,
    cardiologist, pediatrician, dietician, nutritionist, psychotherapist, chiropractor, osteopath, counsellor,
    counselor, optometrist, anaesthetist, gp, registered nurse, medical assistant, dental assistant, nursing
    assistant, physician assistant, healthcare assistant, health care assistant, audiologist, emt, orthodontist,
    pathologist, oncologist, radiologist, neurologist, dermatologist, ophthalmologist, gynaecologist, gynecologist,
    urologist, immunologist, haematologist, hematologist, neurosurgeon, podiatrist, chiropodist, dietitian, homeopath,
    acupuncturist, orthoptist, anesthesiologist
professional 0.65 + education 0.9: teacher, instructor, educator, nanny, teaching assistant, au pair, babysitter,
    governess, kindergarten teacher, childminder, driving instructor, school counselor
lead 0.8 + education 0.9: head teacher, headteacher, school principal, headmaster, dean, rector, provost
lead 0.75 + other 0.85: head chef, executive chef, sous chef, editor in chief, chief editor, conductor, mayor
lead 0.8 + healthcare 0.9: head nurse, chief physician, medical director, charge nurse, nurse manager
professional 0.65 + other 0.88: security guard, cook, waiter, waitress, bartender, -barista-, chef de partie, chef de
    rang, journalist, editor, reporter, author, writer, actor, actress, musician, singer, photographer, translator,
    interpreter, librarian, soldier, policeman, police officer, firefighter, farmer, gardener, hairdresser,
    beautician, cleaner, housekeeper, janitor, caretaker, pastor, priest, social worker, athlete, flight attendant,
    bodyguard, detective, politician, diplomat-, producer, composer, dancer, curator, archivist, tour guide, travel
    agent, butler, florist, jeweler, fisherman, sailor, seaman, cameraman, presenter, moderator-, host, hostess, poet,
    sculptor, consul, senator, minister, civil servant, football player, referee, masseur, masseuse, makeup artist,
    stylist, concierge-, dishwasher, film maker, filmmaker, video editor, proofreader, columnist, chaplain, lifeguard,
    animal keeper, zookeeper, activist, steward, stewardess, tattoo artist, personal trainer, fitness trainer,
    lieutenant, sergeant, colonel, commander
junior 0.75 decides + administration 0.8: personal assistant, executive assistant, management assistant, office
    assistant, pa, administrative assistant, team assistant, virtual assistant
professional 0.6 + sales 0.7: client partner, channel partner
manager 0.75 + sales 0.65: relationship manager, area manager, category manager, partner manager
business_development 0.6: partner management
professional 0.65 + business_development 0.5: business analyst, business systems analyst
professional 0.65 + information_technology 0.78: security engineer, data analyst, system engineer, systems engineer,
    network engineer, solution architect, solutions architect, enterprise architect, web developer, it architect,
    system analyst, systems analyst, it analyst, cloud engineer, devops engineer, machine learning engineer
manager 0.75 + project_management 0.6: project manager, program manager, programme manager
professional 0.65 + project_management 0.6: project coordinator, project executive
junior 0.75 decides + project_management 0.6: project assistant
lead 0.85 + project_management 0.6: project lead, project leader
director 0.7 + project_management 0.6: project director
manager 0.75 + product_management 0.85: product manager
professional 0.65 + product_management 0.8: product owner
professional 0.6 + operations 0.6: process owner
lead 0.85 + product_management 0.85: product lead, head of product
manager 0.75 + operations 0.6: facility manager, facilities manager
professional 0.65 + other 0.85: security officer, fashion model
senior 0.8 + engineering 0.8: staff engineer, distinguished engineer
senior 0.8 + administration 0.7: senior assistant, senior executive assistant, senior personal assistant
manager 0.7 + consulting 0.75: managing consultant
manager 0.8 + production 0.8: plant manager
lead 0.85: technical lead
lead 0.7 + engineering 0.8: chief engineer
director 0.6 + design 0.85: art director, creative director
director 0.7 + sales 0.7: account director
senior 0.5 + engineering 0.4: technical expert
manager 0.7 + marketing 0.85: community manager
business_development 0.7: strategy, business alliance, alliance, alliances
business_development 0.4: strategic
professional 0.65 + engineering 0.65: architect
customer_support 0.4: customer, customers
customer_support 0.3: services
sales 0.65: commercial
professional 0.6 + research 0.7: -ologist
professional 0.6 + other 0.85: aid worker, youth worker, lobbyist, bookseller, conservator, ranger, warden,
    immigration officer, prison officer, probation officer, lexicographer, cartographer
other 0.6: leisure, heritage, conservation, accommodation, housing, community, waste
professional 0.65 + finance 0.85: loss adjuster, comptroller, treasurer
professional 0.65 + human_resources 0.85: careers adviser, personnel officer, hr officer
human_resources 0.7: personnel, diversity
executive 0.8 + general_management 0.4: c level executive
executive 0.85: chief
executive 0.7 + other 0.5: governor
lead 0.4 yields: deputy
professional 0.65 + education 0.85: student advisor, student adviser, student counselor
lead 0.75: assistant head
"""
