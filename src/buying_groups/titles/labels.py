"""
Labels: the levels and the fields of work that a job title can name.

Both start from the label sets of snapADDY's public benchmark of job titles: six levels (Junior, Professional, Senior,
Lead, Director, Management), ten departments and Other. Where a buying group needs to tell people apart that the
benchmark puts together (a vice president and an owner are both Management there, finance and legal both Other), a label
is divided. None of ours belongs to two of the benchmark's, so that there is exactly one way back.
"""

from __future__ import annotations

import enum


__all__ = ["Function", "Seniority"]


class Seniority(enum.StrEnum):
    """
    How high a position stands, from the lowest to the highest.

    It is what the *title* says, not what the person's work is: a "manager" may manage a subject and nobody, a "head"
    may lead a team of one.
    """

    TRAINEE = "trainee"
    """Learns the work: intern, apprentice, working student."""
    JUNIOR = "junior"
    """Starts in it or assists somebody: junior, associate, assistant."""
    PROFESSIONAL = "professional"
    """Does it: any occupation that is named without a level."""
    SENIOR = "senior"
    """Does it with experience: senior, principal, expert."""
    MANAGER = "manager"
    """Is responsible for a subject, a project or an area."""
    LEAD = "lead"
    """Leads a team, a project, a site or a department: head, team lead, supervisor."""
    DIRECTOR = "director"
    """Is called a director, without being at the head of the company."""
    VICE_PRESIDENT = "vice_president"
    """Is called a vice president, of any kind."""
    EXECUTIVE = "executive"
    """Runs the company or sits on its board: chief officers, managing directors."""
    OWNER = "owner"
    """Owns or founded it."""


class Function(enum.StrEnum):
    """
    Which field of work a position is in; also called the department.

    Where a title names several with the same certainty, the one that stands first here is the answer.
    """

    MARKETING = "marketing"
    """Marketing, communication, public relations, events, brand."""
    SALES = "sales"
    """Sales, accounts, retail."""
    BUSINESS_DEVELOPMENT = "business_development"
    """New business, partnerships, strategy."""
    PURCHASING = "purchasing"
    """Purchasing, procurement, sourcing."""
    HUMAN_RESOURCES = "human_resources"
    """People, recruiting, payroll."""
    CUSTOMER_SUPPORT = "customer_support"
    """Customer service and success, support, service desks."""
    CONSULTING = "consulting"
    """Advice for clients."""
    INFORMATION_TECHNOLOGY = "information_technology"
    """Software, data, infrastructure."""
    PROJECT_MANAGEMENT = "project_management"
    """Projects and programmes, where no other field is named."""
    ADMINISTRATION = "administration"
    """Offices, secretariats, assistance, clerical work."""
    FINANCE = "finance"
    """Accounting, controlling, tax, banking, insurance."""
    LEGAL = "legal"
    """Law, compliance, data protection."""
    PRODUCT_MANAGEMENT = "product_management"
    """Products and their roadmap."""
    ENGINEERING = "engineering"
    """Engineering, design and construction of things."""
    RESEARCH = "research"
    """Science, research and development."""
    PRODUCTION = "production"
    """Making and mending: manufacturing, maintenance, trades."""
    LOGISTICS = "logistics"
    """Supply chain, warehouse, transport."""
    QUALITY = "quality"
    """Quality, safety, environment."""
    OPERATIONS = "operations"
    """Running the business, facilities, processes."""
    DESIGN = "design"
    """Graphics, user experience, media design."""
    HEALTHCARE = "healthcare"
    """Medicine, care, therapy, pharmacy."""
    EDUCATION = "education"
    """Teaching, training, child care."""
    GENERAL_MANAGEMENT = "general_management"
    """The company as a whole: chief executives, managing directors, owners."""
    OTHER = "other"
    """A known occupation outside of all these: hospitality, media, arts, public service, security, farming."""
