"""The short code lists of the IATI standard 2.03 that the reader checks against."""

ACTIVITY_STATUS = {
    "1": "Pipeline",
    "2": "Implementation",
    "3": "Finalisation",
    "4": "Closed",
    "5": "Cancelled",
    "6": "Suspended",
}
BUDGET_TYPE = {"1": "Original", "2": "Revised"}
BUDGET_STATUS = {"1": "Indicative", "2": "Committed"}
EARMARKING = {"1": "Unearmarked", "2": "Softly earmarked", "3": "Earmarked", "4": "Tightly earmarked"}
GEOGRAPHIC_EXACTNESS = {"1": "exact", "2": "approximate"}
INDICATOR_MEASURE = {"1": "unit", "2": "percentage", "3": "nominal", "4": "ordinal", "5": "qualitative"}
ORGANISATION_ROLE = {"1": "Funding", "2": "Accountable", "3": "Extending", "4": "Implementing"}
RELATED_TYPE = {"1": "Parent", "2": "Child", "3": "Sibling", "4": "Co-funded", "5": "Third party"}
RESULT_TYPE = {"1": "output", "2": "outcome", "3": "impact", "9": "other"}
SCOPE_TYPE = {"1": "emergency", "2": "appeal"}
SCOPE_VOCABULARY = {"1-2": "GLIDE", "2-1": "Humanitarian plan", "99": "Publisher's own"}
TRANSACTION_TYPE = {
    "1": "Incoming funds",
    "2": "Outgoing commitment",
    "3": "Disbursement",
    "4": "Expenditure",
    "5": "Interest payment",
    "6": "Loan repayment",
    "7": "Reimbursement",
    "8": "Purchase of equity",
    "9": "Sale of equity",
    "10": "Credit guarantee",
    "11": "Incoming commitment",
    "12": "Outgoing pledge",
    "13": "Incoming pledge",
}
ORGANISATION_TYPE = {
    "10": "Government",
    "11": "Local government",
    "15": "Other public sector",
    "21": "International NGO",
    "22": "National NGO",
    "23": "Regional NGO",
    "24": "Partner country based NGO",
    "30": "Public-private partnership",
    "40": "Multilateral",
    "60": "Foundation",
    "70": "Private sector",
    "71": "Private sector in provider country",
    "72": "Private sector in recipient country",
    "73": "Private sector in third country",
    "80": "Academic, training and research",
    "90": "Other",
}
