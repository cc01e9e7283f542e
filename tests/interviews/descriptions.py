"""Descriptions of jobs as companies write them."""

from interviews.proposing import Facts

BACKEND = Facts(
    title="Senior Backend Engineer, Payments",
    seniority="senior",
    language="en",
    description="""Northwind Logistics moves 40,000 parcels a day across eleven countries. We were founded in 2009 in Gothenburg.

The role
Our payments team builds the services that charge senders and pay carriers. You will join five engineers and one product manager.

What you will do
- Design and build services and APIs in Python that other teams integrate with
- Keep payments and parcel bookings consistent when a carrier's system is slow or down
- Model our data in Postgres and migrate it without downtime
- Take part in the on-call rota (one week in six) and improve our monitoring after incidents
- Review code and mentor two junior colleagues

What you bring
- Several years of building backend services that many people depend on
- Sound knowledge of relational databases, transactions and message queues
- You explain trade-offs to colleagues who are not engineers
- Experience with PCI or other security standards is a plus

What we offer
- 30 days of holiday, a pension plan, free parking
- A diverse team that communicates openly

We are an equal opportunity employer.
""",
)
NURSE = Facts(
    title="Nurse Care Coordinator",
    seniority="mid",
    language="en",
    description="""About us: Lakeside Clinics run four outpatient centres for people with chronic illness.

Responsibilities:
* Coordinate care plans for about 60 patients with diabetes and heart failure, together with physicians, dietitians and social workers
* Act as the point of contact for patients and their families, explain treatment in plain language and listen to their worries
* Follow up after hospital discharge within 48 hours and make sure nothing is lost between hospital and clinic
* Notice early when a patient's condition worsens and escalate it
* Keep complete and timely documentation in the electronic patient record
* Schedule appointments and tests across departments

Requirements:
* Registered nurse with a valid licence
* Able to prioritise calmly when several patients need you at once
* Careful with confidential information and compliant with hygiene rules

We offer: flexible hours, paid training, salary according to scale.
""",
)
SALES = Facts(
    title="Account Executive (B2B SaaS)",
    seniority="mid",
    language="en",
    description="""You sell our planning software to medium-sized manufacturers.

Your responsibilities
- Build your own pipeline: research target companies, cold call and open doors with plant managers
- Run discovery calls to understand how customers plan production today and what it costs them
- Build the business case together with the customer and present demos
- Negotiate contracts with procurement and close deals of 20,000 to 150,000 euros
- Forecast honestly every month in our CRM

Your profile
- Two to five years in B2B sales with a quota
- You are resilient and learn from lost deals
- You work closely with customer success so that we sell only what helps

Benefits
- Uncapped commission, company car
""",
)
SUPPORT = Facts(
    title="Customer Support Specialist",
    seniority="entry",
    language="en",
    description="""Join a team of twelve who answer questions about our booking app by chat and e-mail.

What you'll do:
- Answer 40 to 60 tickets a day in Zendesk, friendly and to the point
- Find out what really went wrong when a customer says that "it doesn't work", and reproduce bugs for our engineers
- Calm down customers whose trip is at risk and find a way that is within our rules
- Decide what is urgent during busy weekends
- Write and improve help centre articles

Who you are:
- You write clear, correct English
- You like solving problems and are curious about technology
- Team player; no experience needed, we train you
""",
)
WAREHOUSE = Facts(
    title="Warehouse Shift Lead",
    seniority="lead",
    language="en",
    description="""Our distribution centre in Malmö ships 9,000 parcels per shift. We are looking for a shift lead for the late shift.

Your tasks
- Lead a team of 18 pickers, packers and forklift drivers
- Plan the shift: who works where, breaks, cover when somebody is ill
- Make sure that everyone works safely; hold toolbox talks and report incidents
- Hand over to the night shift and inform the transport office about delays
- Train new colleagues and give feedback
- Check stock differences and improve the process with our lean team

Requirements
- Experience in a warehouse, forklift licence
- You keep calm when three lorries arrive at once
- Good Swedish or English

We offer
- Shift bonus, staff discount, free fruit
""",
)
GERMAN = Facts(
    title="Schichtleiter Logistik (m/w/d)",
    seniority="lead",
    language="de",
    description="""Über uns
Nordwind Logistik betreibt drei Lagerstandorte in Norddeutschland.

Ihre Aufgaben
- Sie führen ein Team von 15 Mitarbeitenden in Kommissionierung und Versand
- Sie planen Schichten und Personaleinsatz und reagieren auf kurzfristige Ausfälle
- Sie sorgen für Arbeitssicherheit und führen Unterweisungen durch
- Sie stellen eine saubere Übergabe an die nächste Schicht sicher
- Sie arbeiten neue Kolleginnen und Kollegen ein
- Sie verbessern Abläufe gemeinsam mit der Betriebsleitung

Ihr Profil
- Erfahrung in der Lagerlogistik, Staplerschein
- Sie behalten auch unter Druck den Überblick
- Zuverlässigkeit und sorgfältige Dokumentation

Wir bieten
- 30 Urlaubstage, Jobticket, Betriebsrente
""",
)
EVERY = {"backend": BACKEND, "nurse": NURSE, "sales": SALES, "support": SUPPORT, "warehouse": WAREHOUSE, "german": GERMAN}
