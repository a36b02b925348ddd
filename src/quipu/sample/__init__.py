"""The sample: Peru 2019 to 2021. README.md says what is fact and what is made up."""
