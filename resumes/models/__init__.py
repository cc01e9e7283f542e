from resumes.models.candidates import Candidate
from resumes.models.resumes import Resume, resume_path

__all__ = ["Candidate", "Resume", "resume_path"]
