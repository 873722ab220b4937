"""
Buying groups: the people of one account who decide on one purchase, and how engaged and complete they are.
"""
