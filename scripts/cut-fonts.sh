#!/bin/sh
# Cuts the served faces of the text and of formulas to the characters that the book uses, into public/fonts.
# Run it when a page needs another character often; what is rare comes from the whole faces (components/site/fonts.css).
# Needs fonttools 4.38 with brotli (Debian: python3-fonttools, python3-brotli).
set -e
latin=U+20-7E,U+A0,U+A3,U+A5,U+A7,U+B0-B3,U+B7,U+B9,U+BC,U+BD,U+C5,U+D6,U+D7,U+DC,U+E1,U+E4,U+E5,U+E7-E9,U+F1,U+F3,U+F6,U+F7,U+FC,U+2009,U+200B,U+2013,U+2014,U+2018-201D,U+2026,U+2032,U+2212
names=U+107,U+141,U+161
greek=U+393,U+394,U+398,U+39B,U+3A0,U+3A3,U+3A6,U+3A8,U+3A9,U+3B1-3BE,U+3C0,U+3C1,U+3C3-3C9
formula=U+20-7E,U+A0,U+A7,U+B1,U+B7,U+D7,U+F7,U+2C6,U+2C9,U+2DC,U+302-304,U+391-3C9,U+3D5,U+3F5,U+2013,U+2014,U+2016,U+2019,U+201C,U+201D,U+2026,U+2032,U+20D7,U+2113,U+2190-2193,U+21A6,U+21D0-21D4,U+2200,U+2202,U+2203,U+2205,U+2207-2209,U+220F,U+2211-2213,U+2217,U+2218,U+221A,U+221D,U+221E,U+2223,U+2225,U+2227-222B,U+223C,U+2248,U+2260,U+2261,U+2264,U+2265,U+226A,U+226B,U+2282,U+2286,U+2295,U+2297,U+2299,U+22A4,U+22C5,U+22EE,U+22EF,U+22F1,U+2308-230B,U+27E8,U+27E9,U+27F9,U+27FA,U+E020
faces=node_modules/@fontsource-variable
katex=node_modules/katex/dist/fonts
into=public/fonts
scratch=$(mktemp -d)

# cut FROM TO CHARACTERS FEATURES
cut() {
  pyftsubset "$1" --flavor=woff2 --no-hinting --desubroutinize --obfuscate-names --layout-features="$4" \
    --name-IDs=0,13,14 --unicodes="$3" --output-file="$into/$2.woff2"
}
# The book sets weights 400 to 700.
cut_text() {
  fonttools varLib.instancer -q "$faces/$1" wght=400:700 -o "$scratch/$2.ttf"
  cut "$scratch/$2.ttf" "$2" "$3" kern,liga,lnum,tnum
}

cut_text source-serif-4/files/source-serif-4-latin-wght-normal.woff2 source-serif-book "$latin"
cut_text source-serif-4/files/source-serif-4-latin-wght-italic.woff2 source-serif-book-italic "$latin"
cut_text source-serif-4/files/source-serif-4-greek-wght-normal.woff2 source-serif-book-greek "$greek"
cut_text source-sans-3/files/source-sans-3-latin-wght-normal.woff2 source-sans-book "$latin"
cut_text source-sans-3/files/source-sans-3-latin-ext-wght-normal.woff2 source-sans-book-ext "$names"
cut_text source-sans-3/files/source-sans-3-greek-wght-normal.woff2 source-sans-book-greek "$greek"
cut "$katex/KaTeX_Main-Regular.woff2" katex-main-book "$formula" ""
cut "$katex/KaTeX_Math-Italic.woff2" katex-math-book "$formula" ""
cut "$katex/KaTeX_AMS-Regular.woff2" katex-ams-book U+41-5A,U+2272 ""
cut "$katex/KaTeX_Caligraphic-Regular.woff2" katex-caligraphic-book U+44,U+4C,U+4E,U+4F ""
cut "$katex/KaTeX_Main-Bold.woff2" katex-bold-book U+20-7E,U+A0,U+2C6,U+2C9,U+2DC ""
rm -r "$scratch"
