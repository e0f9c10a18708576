"""The repository of the revue, for those who harvest it (OAI-PMH 2.0, https://www.openarchives.org/OAI/openarchivesprotocol.html).

`protocol` reads requests, `records` and `sets` query what is public and what is gone, `dublin_core` says each record,
`changes` notes what no publication tells.
"""
