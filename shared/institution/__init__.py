"""What a college and an employer both do: publish frameworks, define achievements, award, issue, revoke.

What is large has a folder: `drafting` writes frameworks, `bringing` takes them in by steps, `versions` keeps
and compares what was published, `crosswalks` links two of them, `occupations` looks up where programmes lead,
and `pages` show all of it. What stands beside the folders is about

- frameworks as they are kept: `frameworks`, `outcomes`, `addresses`, `shelf`, `storing`, `importing`,
  `claiming`, `starting`, `partners`;
- achievements and awards: `achievements`, `results`, `awarding`, `earning`, `roster`;
- credentials on their way: `offering`, `desk`, `status_lists`, `vc_api`, `machine_routes`;
- the site: `site`, `records`, `seeding`, `workshop`.
"""
