* Makes system files of the kinds that people have, with GNU PSPP: `pspp make.sps`. All data are invented.
* Every file is written by another program than the ones that read it in the tests.

* User-missing values: single ones, a range, a range with a single value, open ranges, and texts.
DATA LIST LIST NOTABLE /id (F4.0) agree (F2.0) age (F3.0) income (F8.2) score (F8.2) answer (A4) note (A20).
BEGIN DATA
1 1 17 1200.50 -5 yes "één woord"
2 2 . 99999999 -99 no ""
3 8 998 0 3.25 dk "spaces   inside"
4 9 999 -1 1e6 ref "  leading"
5 . 45 1234567.89 . "" "Ωμέγα €"
6 5 997 99999998 -1e9 n/a 'quote " and , and ;'
END DATA.
VARIABLE LABELS agree "Stelling: het past in het programma" /age "Leeftijd" /note "Toelichting (vrij)".
VALUE LABELS agree 1 "Helemaal mee eens" 2 "Mee eens" 5 "Helemaal mee oneens" 8 "Weet niet" 9 "Geen antwoord"
  /answer "yes" "Ja" "no" "Nee" "dk" "Weet niet" "ref" "Geweigerd".
MISSING VALUES agree (8, 9) /age (997 THRU 999) /income (99999998 THRU HIGHEST) /score (LOWEST THRU -99, 1000000) /answer ("dk", "ref").
FILE LABEL "Missing values of every kind".
SAVE OUTFILE="files/missing.sav" /UNCOMPRESSED.
SAVE OUTFILE="files/missing-compressed.sav" /COMPRESSED.
SAVE OUTFILE="files/missing.zsav" /ZCOMPRESSED.

* Multiple-response sets: dichotomies with a number and with a text, and categories.
NEW FILE.
DATA LIST LIST NOTABLE /id (F4.0) reason_language reason_skills reason_career (F1.0) by_train by_bus (A1) country1 country2 (F2.0).
BEGIN DATA
1 1 0 1 Y N 31 32
2 0 0 0 N N . .
3 . . . "" "" 49 .
4 1 1 1 Y Y 32 49
END DATA.
VALUE LABELS country1 country2 31 "Nederland" 32 "België" 49 "Duitsland".
VARIABLE LABELS reason_language "De taal leren" /reason_skills "Vakkennis opdoen" /reason_career "Kansen op werk".
MRSETS
  /MDGROUP NAME=$reasons LABEL="Redenen om te gaan" VARIABLES=reason_language reason_skills reason_career VALUE=1
  /MDGROUP NAME=$travel LABEL="Reis" VARIABLES=by_train by_bus VALUE="Y"
  /MCGROUP NAME=$countries LABEL="Landen" VARIABLES=country1 country2.
SAVE OUTFILE="files/sets.sav".

* Long names, texts longer than 255 bytes, long texts with labels and missing values.
NEW FILE.
DATA LIST LIST NOTABLE /a_very_long_variable_name_of_a_survey (F4.0) AnotherLongName (A12) essay (A700) short (A8).
BEGIN DATA
1 "vijftien of x" "kort" "abcdefgh"
2 "weet niet" "" "z"
END DATA.
COMPUTE essay = CONCAT(RPAD("", 260, "0123456789"), RPAD("", 300, "abc def "), "einde").
IF (a_very_long_variable_name_of_a_survey = 2) essay = "é".
MISSING VALUES AnotherLongName ("weet nie").
VALUE LABELS AnotherLongName "weet niet" "Weet niet" "vijftien of " "Vijftien of meer".
VARIABLE LABELS essay "Een lang antwoord waarvan ook de vraag lang is: deze vraag gaat door tot voorbij de eerste honderdtwintig tekens, zoals vragen in echte vragenlijsten doen, en nog iets verder".
SAVE OUTFILE="files/long.sav".

* Dates, times and other formats are numbers.
NEW FILE.
DATA LIST LIST NOTABLE /started (DATETIME20) day (EDATE10) took (TIME8) month (MOYR8) amount (COMMA12.2) euro (DOT12.2) share (PCT8.1) digits (N6).
BEGIN DATA
"23-MAY-2024 14:30:05" 23.05.2024 00:12:30 "MAY 2024" "1,234.50" "1.234,50" 12.5 000042
"01-JAN-1970 00:00:00" 29.02.2000 25:00:00 "DEC 1999" "-0.01" "-0,01" 0 000000
. . . . . . . .
END DATA.
SAVE OUTFILE="files/formats.sav".

* No rows.
SELECT IF (digits > 999999).
SAVE OUTFILE="files/empty.sav".

* Another encoding than UTF-8, as older files have.
NEW FILE.
SET LOCALE="windows-1252".
DATA LIST LIST NOTABLE /id (F4.0) city (A10).
BEGIN DATA
1 "Zoë"
2 "København"
3 "€ 5"
END DATA.
VARIABLE LABELS city "Één stad".
VALUE LABELS city "Zoë" "Een naam – geen stad".
SAVE OUTFILE="files/windows-1252.sav".
SET LOCALE="UTF-8".

* Fractions, a weighted file, numbers at the ends of what compression can hold, and 60 rows.
NEW FILE.
INPUT PROGRAM.
LOOP #i = 1 TO 60.
COMPUTE id = #i.
COMPUTE small = #i * 5 - 105.
COMPUTE third = #i / 3.
COMPUTE w = 0.5 + MOD(#i, 7) / 16.
END CASE.
END LOOP.
END FILE.
END INPUT PROGRAM.
FORMATS id small (F4.0) third (F18.15) w (F6.4).
IF (MOD(id, 9) = 0) small = $SYSMIS.
WEIGHT BY w.
SAVE OUTFILE="files/numbers.sav" /COMPRESSED.
SAVE OUTFILE="files/numbers.zsav" /ZCOMPRESSED.
