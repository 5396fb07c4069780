"""What a college and an employer both do: publish frameworks, define achievements, award, issue, revoke."""
