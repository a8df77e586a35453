"""Paper: a plain statement goes in, the bytes of a PDF come out. No database here.

From below: ``truetype`` reads font files, ``type0`` puts a face into a PDF, ``fonts`` chooses the
face for a character, ``typeset`` breaks lines, ``paper`` is the document being drawn, ``code`` the
QR codes, ``furniture`` what stands around a form, ``grid`` its table. The other modules are forms.
"""
