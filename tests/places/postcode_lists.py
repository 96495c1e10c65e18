"""Lists of postcodes as they are published, made up: every constituency that the site knows, invented postcodes."""

import csv
import io
import lzma
import random
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

EDITIONS = {
    "ONSPD of August 2024": (
        "pcd,pcd2,pcds,dointr,doterm,oscty,ced,oslaua,osward,parish,usertype,oseast1m,osnrth1m,osgrdind,oshlthau,nhser,"
        "ctry,rgn,streg,pcon,eer,teclec,ttwa,pct,itl,statsward,oa01,casward,npark,lsoa01,msoa01,ur01ind,oac01,oa11,"
        "lsoa11,msoa11,wz11,sicbl,bua24,ru11ind,oac11,lat,long,lep1,lep2,pfa,imd,calncv,icb,oa21,lsoa21,msoa21"
    ),
    "ONSPD of November 2025": (
        "pcd7,pcd8,pcds,dointr,doterm,cty25cd,ced25cd,lad25cd,wd25cd,parncp25cd,usrtypind,east1m,north1m,gridind,"
        "hlth19cd,nhser24cd,ctry25cd,rgn25cd,ssr95cd,pcon24cd,eer20cd,educ23cd,ttwa15cd,pco19cd,itl25cd,wdstl05cd,"
        "oa01cd,wdcas03cd,npark16cd,lsoa01cd,msoa01cd,ruc01ind,oac01ind,oa11cd,lsoa11cd,msoa11cd,wz11cd,sicbl24cd,"
        "bua24cd,ruc11ind,oac11ind,lat,long,lep21cd1,lep21cd2,pfa23cd,imd20ind,cal24cd,icb23cd,oa21cd,lsoa21cd,"
        "msoa21cd,ruc21ind"
    ),
    "NSPL of 2024": (
        "pcd,pcd2,pcds,dointr,doterm,usertype,oseast1m,osnrth1m,osgrdind,oa21,cty,ced,laua,ward,nhser,ctry,rgn,pcon,"
        "ttwa,itl,park,lsoa21,msoa21,wz11,sicbl,bua24,ruc21,oac11,lat,long,lep1,lep2,pfa,imd,icb"
    ),
    "NSPL of August 2026": (
        "pcd7,pcd8,pcds,dointr,doterm,usrtypind,east1m,north1m,gridind,oa21cd,cty26cd,ced25cd,lad26cd,wd26cd,nhser24cd,"
        "ctry26cd,rgn26cd,pcon24cd,ttwa15cd,itl25cd,npark16cd,lsoa21cd,msoa21cd,wz11cd,sicbl26cd,bua24cd,ruc21ind,"
        "oac21ind,lat,long,lep21cd1,lep21cd2,pfa23cd,imd25ind,icb26cd"
    ),
}
NSPL = EDITIONS["NSPL of 2024"]
LETTERS = "ABDEFGHJLNPQRSTUWXYZ"


@dataclass(frozen=True)
class Listed:
    """A row of a list."""

    postcode: str  # LS1 4DY
    constituency: str
    north: str = "53.790000"
    east: str = "-1.550000"
    ended: str = ""

    @property
    def code(self) -> str:
        return self.postcode.replace(" ", "")


def listed(codes: Iterable[str], each: int = 2) -> list[Listed]:
    """Some postcodes for each of these constituencies: of Northern Ireland's area there, of Leeds's elsewhere."""
    units = {area: invented(area) for area in ("LS", "BT")}
    return [Listed(next(units["BT" if code.startswith("N") else "LS"]), code) for code in codes for _ in range(each)]


def invented(area: str) -> Iterator[str]:
    for first, second, sector, district in product(LETTERS, LETTERS, range(10), range(1, 100)):
        yield f"{area}{district} {sector}{first}{second}"


def changed(rows: list[Listed], index: int, **values: str) -> list[Listed]:
    return [*rows[:index], replace(rows[index], **values), *rows[index + 1 :]]


def ons(rows: Iterable[Listed], header: str = NSPL, *, shuffled: bool = False, quoted: bool = True) -> str:
    """An ONSPD or NSPL, every other cell filled with something; text is quoted as the ONS does it."""
    names = header.split(",")
    if shuffled:
        random.Random(4).shuffle(names)  # noqa: S311  not for secrets
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC if quoted else csv.QUOTE_MINIMAL)
    lines = [[cell(name, row) for name in names] for row in rows]
    stream.write(",".join(names) + "\n")
    writer.writerows(lines)
    return stream.getvalue()


def cell(name: str, row: Listed) -> object:
    outward, inward = row.postcode.split()
    if name.startswith("pcd"):
        return {"pcds": row.postcode, "pcd8": f"{outward:4} {inward}"}.get(name, f"{outward:4}{inward}")
    if name.startswith("pcon"):
        return row.constituency
    return {"lat": float(row.north), "long": float(row.east), "doterm": row.ended, "dointr": "198001"}.get(
        name, "other"
    )


def short(rows: Iterable[Listed]) -> str:
    """The short list: pc, lat, lon, pcon."""
    return "pc,lat,lon,pcon\n" + "".join(f"{row.code},{row.north},{row.east},{row.constituency}\n" for row in rows)


def code_point(rows: Iterable[Listed]) -> str:
    """An area of Code-Point Open, of postcodes by their metres on the grid."""
    return "".join(
        f'"{row.postcode}",10,{row.east},{row.north},"E92000001","","E18000002","","E08000035","E05011392"\n'
        for row in rows
    )


def plain(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def xz(path: Path, text: str) -> Path:
    path.write_bytes(lzma.compress(text.encode()))
    return path


def zipped(path: Path, members: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return path
