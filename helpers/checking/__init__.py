"""The engine of check(), hint(), solution() and progress(); it knows no exercise."""
