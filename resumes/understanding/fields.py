"""The fields of a résumé, each in the words that stand there."""

from typing import Annotated

from pydantic import BaseModel, Field

Words = Annotated[str, Field(max_length=300)]
Sentence = Annotated[str, Field(max_length=1000)]


class Contact(BaseModel):
    name: Words = ""
    email: Words = ""
    phone: Words = ""
    links: list[Words] = []


class Job(BaseModel):
    title: Words = ""
    employer: Words = ""
    # As written: "March 2021 – present".
    dates: Words = ""
    highlights: list[Sentence] = []


class Study(BaseModel):
    degree: Words = ""
    school: Words = ""
    dates: Words = ""


class Understood(BaseModel):
    contact: Contact = Contact()
    headline: Words = ""
    summary: Annotated[str, Field(max_length=3000)] = ""
    experience: list[Job] = []
    education: list[Study] = []
    skills: list[Words] = []
    languages: list[Words] = []
    certifications: list[Words] = []
    projects: list[Sentence] = []
