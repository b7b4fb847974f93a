/// The style of a report's page, light and dark, from a telephone's width up.
enum PageStyle {
    /// The style sheet.
    static let text = """
        :root{color-scheme:light dark;--page:#f6f7f9;--card:#fff;--text:#1b1f24;--faint:#5c6670;\
        --line:#dfe3e8;--found:#3b7dd8;--asked:#c2570c;--planned:#1b1f24;--trouble:#c62828;--good:#1a7f37}
        @media(prefers-color-scheme:dark){:root{--page:#12151a;--card:#1b2027;--text:#e6e9ed;\
        --faint:#9aa5b1;--line:#323a44;--found:#5b9bf0;--asked:#f0a35b;--planned:#e6e9ed;--trouble:#ef7070;\
        --good:#56c271}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--page);color:var(--text);\
        font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
        main{max-width:1240px;margin:0 auto;padding:20px 16px 40px}
        h1{font-size:1.5rem;line-height:1.25;margin:.2em 0;overflow-wrap:anywhere}
        h2{font-size:1.15rem;margin:2em 0 .6em}
        p{margin:.4em 0}
        .faint,.remark{color:var(--faint);overflow-wrap:anywhere}
        .remark{font-size:.85rem;margin:.2em 0 0}
        .tiles{display:grid;gap:10px;grid-template-columns:repeat(auto-fit,minmax(130px,1fr));\
        margin:16px 0}
        .tile,.card,.plot{background:var(--card);border:1px solid var(--line);border-radius:8px}
        .tile{padding:10px 12px}
        .tile b{display:block;font-size:1.2rem;font-variant-numeric:tabular-nums}
        .tile span{color:var(--faint);font-size:.85rem}
        .good{color:var(--good)}.trouble{color:var(--trouble)}
        .plots{display:grid;gap:12px;grid-template-columns:repeat(auto-fill,minmax(min(100%,340px),1fr))}
        .plot{margin:0;padding:10px 12px}
        .plot svg{display:block;width:100%;height:auto}
        figcaption{font-size:.9rem;display:flex;flex-wrap:wrap;gap:2px 10px;align-items:baseline}
        .key{color:var(--faint);font-size:.8rem;white-space:nowrap}
        .key::before{content:"";display:inline-block;width:14px;height:8px;margin-right:4px;\
        border-radius:2px;background:currentColor}
        .key.found::before{background:var(--found)}
        .key.asked::before{height:0;border-top:2px dashed var(--asked);border-radius:0;\
        background:none;vertical-align:middle}
        .key.planned::before{height:0;border-top:2px solid var(--planned);border-radius:0;\
        background:none;vertical-align:middle}
        .key.trouble::before{background:var(--trouble)}
        svg text{fill:var(--faint);font:11px system-ui,"DejaVu Sans",sans-serif}
        svg .grid{stroke:var(--line)}
        svg .guide{stroke:var(--faint);stroke-dasharray:2 3}
        rect.found,polygon.found{fill:var(--found);fill-opacity:.75}
        polyline{fill:none;stroke-width:2;stroke-linejoin:round}
        polyline.asked{stroke:var(--asked);stroke-dasharray:5 3}
        rect.asked{fill:none;stroke:var(--asked);stroke-dasharray:5 3}
        polyline.planned{stroke:var(--planned);stroke-width:1.2}
        rect.planned{fill:none;stroke:var(--planned)}
        polyline.found{stroke:var(--found)}
        rect.trouble{fill:var(--trouble);fill-opacity:.7}
        .card{overflow-x:auto;padding:4px 0}
        table{border-collapse:collapse;width:100%;font-size:.88rem;\
        font-variant-numeric:tabular-nums}
        th,td{padding:4px 12px;text-align:left;border-bottom:1px solid var(--line);vertical-align:top}
        tr:last-child td{border-bottom:0}
        th{color:var(--faint);font-weight:600;white-space:nowrap}
        td.number,th.number{text-align:right;white-space:nowrap}
        td.wrap{overflow-wrap:anywhere}
        svg.when{display:block;width:160px;height:12px;margin-top:4px}
        svg.when .track{fill:var(--line)}
        @media(max-width:480px){main{padding:12px 10px 30px}th,td{padding:4px 8px}}
        """
}
