"""The same source through another maker of PDFs than WeasyPrint: Chromium, LibreOffice. What a page says stays; where lines and pages break does not.

`print_html` prints one page of HTML. `redraw(source, path, maker, fonts)` writes the PDF anew; false where the maker is not installed or drew nothing. Documents of a source are joined, so that the
pages of each are known from WeasyPrint's only where there is one.
"""
import pathlib
import shutil
import subprocess
import tempfile

import draw

MAKERS = {"chromium": "chromium", "libreoffice": "soffice"}


def page(document, style, fonts, maker):
    """One HTML file: LibreOffice knows the borders of tables by attributes alone."""
    body = draw.html(document, style)
    if maker == "libreoffice":
        body = body.replace('<table class="grid', '<table border="1" cellspacing="0" cellpadding="3" width="100%" class="grid')
    return body.replace('<html lang="th">', f'<html lang="th"><head><meta charset="utf-8"><style>{draw.css(style, fonts)}</style></head>')


def command(maker, source, target, folder):
    if maker == "chromium":
        return ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile", "--no-pdf-header-footer", f"--print-to-pdf={target}", source.as_uri()]
    return ["soffice", f"-env:UserInstallation={(folder / 'office').as_uri()}", "--headless", "--infilter=HTML (StarWriter)", "--convert-to", "pdf:writer_pdf_Export", "--outdir", str(target.parent), str(source)]


def redraw(source, path, maker, fonts=None):
    if not shutil.which(MAKERS[maker]) or len(source["document"]) > 1:
        return False
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        html, pdf = folder / f"{path.stem}.html", folder / f"{path.stem}.pdf"
        html.write_text(page(source["document"][0], source.get("style", {}), fonts, maker), encoding="utf8")
        try:
            subprocess.run(command(maker, html, pdf, folder), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=180)
        except subprocess.TimeoutExpired:
            return False
        if not pdf.is_file():
            return False
        shutil.copyfile(pdf, path)
        return True


def print_html(page, path, env):
    """Prints a page of HTML into `path` by Chromium, its source beside it; gives how many pages it became. RuntimeError where none."""
    source = path.with_suffix(".html")
    source.write_text(page, encoding="utf8")
    subprocess.run(command("chromium", source, path, path.parent), env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=180)
    pages = subprocess.run(["qpdf", "--show-npages", path], capture_output=True, text=True).stdout.strip()
    if not pages:
        raise RuntimeError(f"chromium drew nothing into {path} (tools/setup layers)")
    return int(pages)
