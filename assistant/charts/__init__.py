"""Charts of results: Vega-Lite specs with a text and a table that say the same. They draw; they compute no amount.

Specs are plain dictionaries: altair checks each against its schema, which takes longer than everything else on a page.
Draw them with ``st.vega_lite_chart(spec, theme=None)``.
"""
