"""Where programs take a password without a name: what stands before the value in a command line, and in a call.

Each is what must be in the text, in lower case, and the pattern of all that stands before the value. Source: the
programs' manuals. How the value itself is written is in `shapes.commands`.
"""

import re

QUOTED = r"(?=[\"'\\])"
_GAP = r"[ \t]{1,8}"
_ARGUMENTS = r"[^\n|;<>]{0,300}?"
_STRING = r"\\{0,3}[\"'][^\"'\\\n]{1,120}\\{0,3}[\"']\s{0,8},\s{0,8}"
#: A name that tells, as programs have them.
_TELLING = r"\w{0,40}(?i:key|token|secret|pass|pwd|pw|wort|contrasena|senha|clave)(?i:word|wd)?\d{0,3}\b"
#: A user and a password in one string, which goes through base64.
_PAIR = r"\s{0,8}\(?b?(?=\\{0,3}[\"'][^\s:\"']{1,80}:)"
#: An argument of SQL, with the blanks behind it.
_ANY = r"(?:N?'[^'\n]{0,120}'|\w{1,60})\s{0,4}"
#: The letter of an option with its value, apart or glued to it: neither another option nor a part of a longer word.
_LETTER = r"(?<=[\s\"'])-{}(?=\S)(?!(?:ass(?:word)?|ort|ipe|rotocol|lugin|rint|rofile)(?:[\s=\"']|\d*$|\d+\s))"
_GLUED = _LETTER.format("p")
_P = rf"(?:\s-p{_GAP}|{_GLUED})"
_UPPER_P = r"\s-P(?!ort\d*\b)[ \t]?(?=\S)"
_LOGINS = ("docker", "podman", "nerdctl", "oc", "cf", "az", "helm registry", "az acr", "ibmcloud")
_USER_BEFORE = r"(?=[\"']?[^\s:\"']{1,80}:)"

#: Programs whose password follows an option of one letter, or one of their own.
_OPTIONS = (
    *((f"{program} login", rf"\b{program} login{_ARGUMENTS}{_P}") for program in _LOGINS),
    *(
        (mark, rf"\b{mark}(?:dump|admin|-dump|-admin|import)?(?=\s){_ARGUMENTS}{_GLUED}(?!\d+:\d)")
        for mark in ("mysql", "mariadb")
    ),
    *((mark, rf"\b{mark}(?=\s){_ARGUMENTS}{_P}") for mark in ("mongo", "mongosh", "mongodump", "mongoexport")),
    *((mark, rf"\b{mark}(?=\s){_ARGUMENTS}{_P}") for mark in ("mongoimport", "mongorestore", "hdbsql", "psexec")),
    *(
        (mark, rf"\b{mark}(?:\.exe)?(?=\s){_ARGUMENTS}{_UPPER_P}")
        for mark in ("sqlcmd", "osql", "isql", "bcp", "unzip", "zip")
    ),
    *((mark, rf"\b{mark}(?=\s){_ARGUMENTS}{_UPPER_P}") for mark in ("mosquitto_pub", "mosquitto_sub")),
    *((mark, rf"\b{mark}(?:\.exe)?(?=\s){_ARGUMENTS}{_GLUED}") for mark in ("7z", "7za", "unrar")),
    *((mark, rf"\b{mark}(?:\.exe)?(?=\s){_ARGUMENTS}\s-pw{_GAP}") for mark in ("plink", "pscp", "psftp", "putty")),
    *(
        (mark, rf"\b{mark}(?=\s){_ARGUMENTS}\s-w{_GAP}")
        for mark in ("ldapsearch", "ldapmodify", "ldapadd", "ldapwhoami")
    ),
    ("rar", rf"\brar\s[axem](?=\s){_ARGUMENTS}{_LETTER.format('h?p')}"),
    ("redis-cli", rf"\bredis-cli{_ARGUMENTS}\s-a[ \t]?"),
    ("sshpass", r"\bsshpass\s+-p[ \t]?"),
    ("keytool", rf"\bkeytool(?=\s){_ARGUMENTS}-(?:store|key|srcstore|deststore)pass{_GAP}"),
    ("schtasks", rf"(?i:\bschtasks{_ARGUMENTS}\s/rp){_GAP}"),
    ("freerdp", rf"freerdp{_ARGUMENTS}\s/p:"),
    ("keyvault secret set", rf"\bkeyvault secret set{_ARGUMENTS}\s--value[ =]"),
    ("gh secret set", rf"\bgh secret set{_ARGUMENTS}\s(?:--body|-b)[ =]"),
    ("user-secrets set", rf"\buser-secrets set{_GAP}\S{{1,80}}{_GAP}"),
    ("ssh-keygen", rf"\bssh-keygen{_ARGUMENTS}\s-[NP]{_GAP}"),
    ("openssl enc", rf"\bopenssl enc{_ARGUMENTS}\s-k{_GAP}"),
    ("certutil", rf"\bcertutil(?:\.exe)?(?=\s){_ARGUMENTS}\s-p{_GAP}"),
    ("signtool", rf"\bsigntool(?:\.exe)?(?=\s){_ARGUMENTS}\s/p{_GAP}"),
    ("setx", rf"(?i:\bsetx)\s+{_TELLING}\s+"),
    ("aws configure", rf"\baws configure set \S{{0,40}}secret_access_key{_GAP}"),
)
#: Programs whose password follows a user, or stands at its own place.
_POSITIONS = (
    ("curl", rf"\bcurl{_ARGUMENTS}\s(?:-[a-zA-Z]{{0,6}}u|--user|--proxy-user)[ =]{{0,3}}{_USER_BEFORE}"),
    *(
        (mark, rf"\b{mark}(?=\s){_ARGUMENTS}(?<=[\s=])[^\s/@=-]{{1,60}}/(?=[^\s@]{{3,100}}(?:@|\s|$))")
        for mark in ("sqlplus",)
    ),
    *(
        (mark, rf"\b{mark}(?=\s){_ARGUMENTS}(?<=[\s=])[^\s/@=-]{{1,60}}/(?=[^\s@]{{3,100}}@)")
        for mark in ("impdp", "expdp", "sqlldr", "rman")
    ),
    ("net user", rf"\b(?i:net) user{_GAP}[^\s/\"'*]{{1,60}}{_GAP}(?!/)"),
    ("net use", rf"\b(?i:net) use(?=\s){_ARGUMENTS}\s(?i:/user:)\S{{1,60}}{_GAP}(?!/)"),
    ("net use", rf"\b(?i:net) use{_GAP}(?:[A-Za-z*]:?{_GAP})?\\{{2,4}}\S+{_GAP}(?![/*])"),
    ("smbclient", rf"\bsmbclient{_ARGUMENTS}\s-U[ \t]?[\"']?[^\s%\"']{{1,60}}%"),
    ("lftp", rf"\blftp{_ARGUMENTS}\s-u[ \t]?[^\s,]{{1,60}},"),
    ("htpasswd", rf"\bhtpasswd{_GAP}-\w{{0,6}}b\w{{0,6}}{_GAP}\S{{1,120}}{_GAP}\S{{1,60}}{_GAP}"),
    ("rabbitmqctl", rf"\brabbitmqctl{_ARGUMENTS}\s(?:add_user|change_password){_GAP}\S{{1,60}}{_GAP}"),
    ("db2 connect", rf"(?i:\bdb2 connect to{_GAP}\S{{1,60}}{_GAP}user{_GAP}\S{{1,60}}{_GAP}using){_GAP}"),
    ("chpasswd", rf"\becho{_GAP}[\"']?[^\s:\"']{{1,60}}:"),
    ("passwd --stdin", rf"\becho{_GAP}"),
)
#: Calls of scripts and programs, and statements of SQL.
_CALLS = (
    ("securestring", rf"(?i:convertto-securestring)(?:{_GAP}-[A-Za-z]{{3,12}}){{0,3}}{_GAP}{QUOTED}"),
    (
        "env:",
        rf"(?i:set-item|setenv)\s+(?i:-path\s+)?[\"']?env:{_TELLING}[\"']?\s+(?:-\w+\s+)?",
    ),
    ("bypassphrase(", rf"(?i:(?:en|de)cryptbypassphrase)\(\s{{0,8}}N?{QUOTED}"),
    ("crypt(", rf"(?i:(?:pgp_sym|aes)_(?:en|de)crypt)\([^()'\"]{{1,80}},\s{{0,8}}{QUOTED}"),
    ("sp_addlogin", rf"(?i:sp_addlogin)\s{{1,8}}N?'[^'\n]{{1,80}}'\s{{0,4}},\s{{0,4}}N?{QUOTED}"),
    ("sp_addlinkedsrvlogin", rf"(?i:sp_addlinkedsrvlogin)\s{{1,8}}{_ANY}(?:,\s{{0,4}}{_ANY}){{3}},\s{{0,4}}N?{QUOTED}"),
    ("openrowset", rf"(?i:openrowset)\(\s{{0,8}}{_ANY},\s{{0,4}}{_ANY};\s{{0,4}}{_ANY};\s{{0,4}}{QUOTED}"),
    ("identified with", rf"(?i:identified with)\s{{1,8}}\w{{1,60}}\s{{1,8}}(?i:by|as)\s{{1,8}}{QUOTED}"),
    ("identified by", r"(?i:connect to|user)\s{1,8}\S{1,60}\s{1,8}(?i:identified by)\s{1,8}(?![:&?@])"),
    ("set password", r"(?i:set password for)\s+\S+\s*=\s*(?i:password\()?" + QUOTED),
    ("clientsecretcredential", rf"(?i:clientsecretcredential)\(\s{{0,8}}{_STRING}{_STRING}{QUOTED}"),
    *(
        (mark, rf"(?<!secret)(?<!Secret)(?i:{re.escape(mark)})\s{{0,8}}{_STRING}{QUOTED}")
        for mark in ("credential(", "credentials(", "credentials.basic(", "credential]::new(", "credentials]::new(")
    ),
    *(
        (mark, rf"(?i:{re.escape(mark)})\s{{0,8}}{_STRING}{QUOTED}")
        for mark in ("basicauth(", "digestauth(", "basic_auth(", "authenticate(", "authentication(")
    ),
    *((f"auth{gap}=", rf"\bauth\s{{0,4}}=\s{{0,4}}\(\s{{0,8}}{_STRING}{QUOTED}") for gap in ("", " ")),
    (".login(", rf"\.login\(\s{{0,8}}{_STRING}{QUOTED}"),
    (".auth(", rf"\.auth\(\s{{0,8}}{_STRING}{QUOTED}"),
    (
        "getconnection(",
        rf"(?i:getconnection)\(\s{{0,8}}(?:{_STRING}|[\w.]{{1,60}}\s{{0,4}},\s{{0,8}}){_STRING}{QUOTED}",
    ),
    ("oracle.connect(", rf"(?i:oracle\.connect)\(\s{{0,8}}{_STRING}{QUOTED}"),
    *((f"{call}(", rf"(?i:{call}\(){_PAIR}") for call in ("btoa", "b64encode", "getbytes", "base64_encode")),
    ("buffer.from(", rf"(?i:buffer\.from\(){_PAIR}"),
    (".decrypt(", rf"\b(?:pdf|reader|doc|book|wb|file|zf|zip)\w{{0,20}}\.decrypt\(\s{{0,8}}b?{QUOTED}"),
    (".setpassword(", rf"(?i:\.setpassword)\(\s{{0,8}}b?{QUOTED}"),
    ("-value", rf"(?i:-name)\s{{1,4}}[\"']?{_TELLING}[\"']?\s{{1,4}}(?i:-value)\s{{1,4}}"),
    (
        "populatetext",
        r"(?i:populatetext\w{3,8})[^\n]{0,300}?(?i:password|passwort|kennwort)[^\n]{0,80}?(?i:text):?\s{0,4}\$''(?=')",
    ),
    (":5432:", r"(?<![\w.*-])[\w.*-]{1,80}:5432:[\w.*-]{1,60}:[\w.*-]{1,60}:"),
    ("_connect(", rf"\b\w{{1,20}}_connect\(\s{{0,8}}(?:{_STRING}|[$\w.]{{1,60}}\s{{0,4}},\s{{0,8}}){_STRING}{QUOTED}"),
    ("_bind(", rf"\b\w{{1,20}}_bind\(\s{{0,8}}(?:{_STRING}|[$\w.]{{1,60}}\s{{0,4}},\s{{0,8}}){_STRING}{QUOTED}"),
)
BEFORE = (*_OPTIONS, *_POSITIONS, *_CALLS)
#: What must stand in the text for a command to be worth looking for, where that is more than its bare name.
_SCREENED = {mark: f"{mark} " for mark in ("zip", "rar", "mongo", "7z", "bcp", "curl", "net user", "net use", "lftp")}
MARKS = tuple(dict.fromkeys(_SCREENED.get(mark, mark) for mark, _ in BEFORE))
"""What a text holds, in lower case, that holds one of these."""
