"""What stands in SampleInputs/municipal-services/README.md."""

TEXT = """# Sample returns of the municipal-services survey

**All invented**: municipalities, figures and events. Made by `Scripts/make-samples`; do not edit by hand.

40 municipalities (`M001` to `M040`, `Pipelines/municipal-services/reporters.csv`) send one file for each quarter
of 2025, in the folder of the quarter: 18 COFOG groups by 7 indicators, 126 rows. Columns: Municipality, Service,
Indicator, Quarter, Value, Unit, Status. Missing values are `..` with status L, `n.a.` with M, `:` with O, or an empty
value with `c`.

| who | how they write |
|---|---|
| odd numbers | CSV in one of five manners (below) |
| even numbers | workbooks saved by XlsxWriter (title, empty row, header), openpyxl (header first), LibreOffice \
(title, header) |
| numbers divisible by 3 | service as GF code (`GF0301`); one more than that: as code (`03.1`); others: English title |
| M002, M006, M010, ... (every fourth) | indicator by its English label instead of its code |
| M011, M034 | quarter as `Q1 2025` |
| M003, M013, M023, M033 | unit `€` instead of `EUR` |
| M024 | service codes have become numbers in the workbook: 3.1 for 03.1 |

| CSV of | separator | encoding | numbers | line ends | above the header |
|---|---|---|---|---|---|
| M001, M011, M021, M031 | comma | UTF-8 | `1234.5` | LF | |
| M003, M013, M023, M033 | semicolon | Windows-1252 | `1.234,5` | CRLF | a title |
| M005, M015, M025, M035 | tab | UTF-16 LE with byte order mark | `1234.5` | CRLF | |
| M007, M017, M027, M037 | semicolon | UTF-8 with byte order mark | `1 234,5` (no-break space) | CRLF | |
| M009, M019, M029, M039 | bar | Windows-1252 | `1234.5` | LF | two lines of title |

Planted oddities:

| file of | what is odd |
|---|---|
| M002, 2025-Q2 | ten rows at the end revise the expenditure of 2025-Q1 by 3.1 % |
| M005, 2025-Q2 | users of 08.1 are 25 times those of the quarter before |
| M007, 2025-Q2; M019, 2025-Q3 and 2025-Q4; M033, 2025-Q1 | not sent |
| M009, 2025-Q3 | staff of 08.2 is -3.5 |
| M012, 2025-Q3 | all expenditure in thousands, unit still EUR |
| M014, 2025-Q1 | users of 05.1 twice, with different values |
| M016, 2025-Q4 | expenditure of 06.3 is 12 times that of the first quarter |
| M018, 2025-Q1 | two files; the one named `revised` raises the expenditure of divisions 01 to 05 by 4.5 % |
| M021, 2025-Q4 | satisfaction of 10.4 on a scale to 10: 7.4 |
| M023, 2025-Q2 | values and statuses stand one row too low against their codes; the last came to the top |
| M026, 2025-Q2 | text in a number: `about 300`, `12 (est.)`, `two` |
| M027, 2025-Q3 | seven rows carry the code M072, which does not exist |
| M030, 2025-Q4 | values copied from the third quarter |
| M038, 2025-Q1 | waiting time of 07.2 is 900 days |
"""
