"""GraphiQL: what a browser finds at `/graphql` in development, with nothing asked of anybody else.

ide.py    answers a browser with the page, opened with tabs
source/   what they are made of: `make page` builds it, with node
page/     what was built. It is committed for those who have no node, and comes with the wheel

It is GraphiQL 4, the last one whose editor is CodeMirror: 1.6 MB. GraphiQL 5 has that of VS Code:
6 MB, and workers besides.
"""
