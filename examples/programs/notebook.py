"""A notebook as a script of cells: each ``# %%`` begins one, its last line is what the notebook shows."""

# %% The page, as a list
import ccsvi_refs as refs

page = refs.ccsvi()
page  # noqa: B018  # a notebook shows the last line of a cell

# %% What is wrong with it, as a table
settings = refs.Settings(offline=True)
found = refs.resolve(page, settings=settings)
findings = refs.audit(page, settings=settings, resolutions=found, links=False)
findings  # noqa: B018

# %% Which of them are grave, by reference
grave = {finding.reference: finding.message for finding in findings if finding.at_least("error")}
grave  # noqa: B018

# %% One reference put side by side with what is registered
paper = page["laupacis2011"]
registered = next(one.reference for one in found if one.id == paper.id)
titles = (paper.as_cited().title, registered.title if registered else "")
titles  # noqa: B018

# %% The whole list in a style
print(refs.render(page, style="apa", to="markdown"))  # noqa: T201
