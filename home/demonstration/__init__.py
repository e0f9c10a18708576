"""The demonstration: the whole site filled with NEC's real facts, in French.

Facts, names and figures come from NEC's public documents of 2018 to 2025; the sentences are ours. Where the sources are
silent nothing is said, and where they disagree one figure is shown, with what it counts, its date and its source.
`content` gathers the pages, `loader` writes them.
"""
