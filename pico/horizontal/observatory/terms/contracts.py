"""From the offers to the contract: how many days the law looks at.

D.Lgs. 36/2023, All. II.4: the mean time that qualified buyers are rewarded for, and the one beyond
which ANAC is given a plan.
"""

TARGET_DAYS, LATE_DAYS = 115, 160
