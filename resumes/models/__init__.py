from resumes.models.candidates import Candidate
from resumes.models.chunks import Chunk, ChunkVector
from resumes.models.resumes import Resume, resume_path
from resumes.models.summaries import Summary

__all__ = ["Candidate", "Chunk", "ChunkVector", "Resume", "Summary", "resume_path"]
