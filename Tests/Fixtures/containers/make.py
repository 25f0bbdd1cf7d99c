#!/usr/bin/env python3
"""Makes the ZIP archives and mails of this folder with Python's zipfile and email modules. All names and answers are invented.

Run it in this folder: python3 make.py. Its output is the same each time.
"""
import email.message
import email.mime.multipart
import email.policy
import io
import warnings
import zipfile

DATE = (2026, 5, 2, 8, 0, 0)
NORWAY = b"Country,Body,Completed\nNorway,Ministry,2026-05-01\n"
FRANCE = "Country,Body,Completed\nFrance,Minist\u00e8re,2026-05-01\n".encode()


def member(name, unix_mode=0o100644):
    info = zipfile.ZipInfo(name, DATE)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = 3
    info.external_attr = unix_mode << 16
    return info


def archive(entries):
    """A ZIP archive of (name, content[, mode])."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as zip:
        for name, content, *mode in entries:
            zip.writestr(member(name, *mode), content)
    return buffer.getvalue()


def write(name, content):
    with open(name, "wb") as file:
        file.write(content)


def mail(subject="Our return"):
    message = email.message.EmailMessage(policy=email.policy.SMTP)
    message["From"] = "desk@example.org"
    message["To"] = "survey@example.org"
    message["Date"] = "Sat, 02 May 2026 08:00:00 +0000"
    message["Subject"] = subject
    message["Message-ID"] = "<1@example.org>"
    message.set_content("Please find our return attached.\n")
    return message


def save(name, message, boundaries=("=-one", "=-two", "=-three")):
    parts = [part for part in message.walk() if part.is_multipart() and part.get_content_maintype() == "multipart"]
    for part, boundary in zip(parts, boundaries):
        part.set_boundary(boundary)
    write(name, message.as_bytes())


returns = archive([("NOR.csv", NORWAY), ("sub/FRA.csv", FRANCE)])
write("returns.zip", returns)
write("odd.zip", archive([
    ("NOR.csv", NORWAY), ("../FRA.csv", FRANCE), ("/etc/FRA.csv", FRANCE), ("C:\\FRA.csv", FRANCE), ("a//FRA.csv", FRANCE),
    ("link.csv", b"/etc/passwd", 0o120777), (".hidden.csv", FRANCE), ("__MACOSX/._NOR.csv", b"x"), ("half.part", b"x"),
    ("win\\FRA.csv", FRANCE),
]))
write("twice.zip", archive([("inner.zip", returns)]))
write("thrice.zip", archive([("outer.zip", archive([("inner.zip", returns)]))]))
# Twelve archives, each of which stays below the bytes that an archive may have, and all together do not.
inner = archive([("a.csv", b"0" * (15 << 20))])
write("many.zip", archive([(f"{number:02}.zip", inner) for number in range(12)]))
warnings.simplefilter("ignore")
write("names.zip", archive([
    ("./NOR.csv", NORWAY), ("d//FRA.csv", FRANCE), ("a.csv", NORWAY), ("a.csv", FRANCE), ("a-2.csv", b"x"), ("a.csv", b"y"), ("sub.d/b", b"z"),
    ("sub.d/b", b"w"),
]))
# A name of code page 437, as programs write that know no other.
write("cp437.zip", archive([("R_ponse.csv", NORWAY)]).replace(b"R_ponse", b"R\x82ponse"))
# A name that is longer than any file system's, of signs that take three bytes each in UTF-8.
write("longname.zip", archive([("NOR.csv", NORWAY), ("_" * 2_000 + ".csv", FRANCE)]).replace(b"_" * 2_000, b"\xb0" * 2_000))
write("empty.zip", archive([]))
write("same.zip", archive([("a.csv", NORWAY), ("b.csv", NORWAY)]))
write("bomb.zip", archive([("NOR.csv", NORWAY), ("bomb.csv", b"0" * (24 << 20)), ("FRA.csv", FRANCE)]))
damaged = bytearray(returns)
damaged[damaged.index(b"NOR.csv") + 12] ^= 0xFF
write("damaged.zip", bytes(damaged))
write("cut.zip", returns[:-30])
locked = bytearray(archive([("NOR.csv", NORWAY)]))
locked[6] |= 1  # The flag of the local header, and that of the directory: what is said to be encrypted is never read.
locked[locked.index(b"PK\x01\x02") + 8] |= 1
write("locked.zip", bytes(locked))

message = mail()
message.add_attachment(NORWAY, maintype="text", subtype="csv", filename="NOR.csv")
message.add_attachment(FRANCE, maintype="text", subtype="csv", filename="R\u00e9ponse fran\u00e7aise.csv")
message.add_attachment(returns, maintype="application", subtype="zip", filename="returns.zip")
message.add_attachment(b"\x89PNG\r\n\x1a\n", maintype="image", subtype="png", filename="logo.png", disposition="inline")
save("mail.eml", message)

message = mail()
message.add_attachment(
    "Country,Body\nNorway,Minist\u00e8re = de l'\u00e9conomie\n", subtype="csv", filename="NOR.csv", cte="quoted-printable")
save("quoted.eml", message)

inner = mail("Forwarded")
inner.add_attachment(NORWAY, maintype="text", subtype="csv", filename="NOR.csv")
outer = mail("Fwd: forwarded")
outer.add_attachment(inner)
save("forwarded.eml", outer)

save("bare.eml", mail())
