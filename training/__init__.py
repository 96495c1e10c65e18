"""Courses, sessions, attendance and awards."""
