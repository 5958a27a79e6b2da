"""The web server of a process: connections, WebSockets, and how much each may hold."""
