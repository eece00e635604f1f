"""Tests of the course, and the commands that run, measure and check its notebooks."""
