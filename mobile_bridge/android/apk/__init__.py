"""Builds the phone's app without Gradle or the Android SDK: by Debian's tools, and a dexer from npm.

Nothing but Python's standard library: it runs before anything is installed.
"""
