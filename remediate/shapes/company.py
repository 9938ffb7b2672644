"""The words that stand beside a key or a token in a name, and what they make of it.

An owner (`api`, `storage`, `sendgrid`) makes a key one that opens; another thing (`name`, `policy`, `partition`) makes
a name that is about a credential and does not hold one.
"""

from operator import attrgetter

from remediate.shapes.tongues import words

_OTHERS = words(attrgetter("others"))

#: Systems and vendors whose keys and tokens open them.
SYSTEMS = frozenset(
    {
        *("api", "apis", "apim", "app", "apps", "application", "azure", "aws", "gcp", "google", "openai", "sendgrid"),
        *("twilio", "stripe", "mailgun", "mailchimp", "cognitive", "search", "maps", "map", "translator", "vision"),
        *("speech", "ocp", "devops", "cosmos", "cosmosdb", "eventgrid", "servicebus", "eventhub", "iothub"),
        *("signalr", "redis", "batch", "datadog", "algolia", "hubspot", "gpt", "llm", "ai", "pagerduty", "opsgenie"),
        *("zendesk", "freshdesk", "intercom", "deepl", "shopify", "notion", "airtable", "asana", "trello", "jira"),
        *("salesforce", "splunk", "newrelic", "grafana", "sentry", "weather", "geocoding", "slack", "github"),
        *("gitlab", "discord", "telegram", "confluence", "graph", "sap", "erp", "crm", "sftp", "ftp", "smtp", "ldap"),
        *("sql", "db", "database", "servicenow", "snow", "dynamics", "dataverse", "sharepoint", "teams", "powerbi"),
        *("cloudflare", "okta", "auth0", "docusign", "adobe", "zoom", "webex", "bitbucket", "atlassian", "monday"),
        *("smartsheet", "typeform", "xero", "quickbooks", "paypal", "square", "adyen", "klarna", "braintree"),
        *("plaid", "anthropic", "claude", "gemini", "mistral", "groq", "cohere", "huggingface", "postman", "vercel"),
        *("netlify", "heroku", "digitalocean", "linear", "figma", "dropbox", "box", "linkedin", "facebook"),
        *("twitter", "instagram", "tiktok", "whatsapp", "messagebird", "vonage", "nexmo", "plivo", "clickatell"),
        *("brevo", "sendinblue", "postmark", "mandrill", "sparkpost", "segment", "mixpanel", "amplitude"),
        *("snowflake", "databricks", "mongodb", "mongo", "postgres", "mysql", "oracle", "elastic", "kafka"),
        *("rabbitmq", "kubernetes", "docker", "npm", "nuget", "pypi", "terraform", "doppler", "directline", "bot"),
        *("botframework", "rapidapi", "clearbit", "apollo", "pipedrive", "zoho", "workday", "bamboohr", "personio"),
        *("hr", "payroll", "billing", "portal", "intranet", "warehouse", "legacy", "dwh", "mule", "boomi", "tenable"),
        *("virustotal", "hibp", "abuseipdb", "crowdstrike", "qualys", "nessus", "esri", "arcgis", "here", "mapbox"),
        *("smb", "imap", "pop3", "vpn", "wifi", "wlan", "mail", "exchange", "gmail", "outlook", "proxy", "rpa"),
        *("uipath", "genie", "recaptcha", "hcaptcha", "turnstile", "wpa", "wpa2", "network", "netzwerk", "router"),
        *("keystore", "truststore", "ssh", "elevenlabs"),
        *("clickup", "woocommerce", "greenhouse", "openweather", "aoai", "luis"),
    }
)
#: Words that say what a key or a token opens, or for whom.
OPENING = frozenset(
    {
        *("access", "account", "acct", "acc", "subscription", "function", "functions", "func", "fn", "host"),
        *("acces", "acceso", "acesso"),
        *("master", "shared", "private", "encryption", "decryption", "signing", "sign", "signature", "signatuur"),
        *("storage", "auth", "admin", "service", "security", "hmac", "ssh", "consumer", "merchant", "webhook"),
        *("client", "crypto", "rest", "gateway", "integration", "authorization", "authentication", "sas", "bearer"),
        *("secret", "login", "system", "root", "license", "licence", "licens", "decrypt", "encrypt", "user"),
        *("vendor", "server", "personal", "oauth", "authenticator", "enc", "aes", "rsa", "symmetric", "cipher"),
        *("totp", "otp", "mfa", "device", "deploy", "refresh", "vault", "session", "id", "jwt", "csp", "sub", "ref"),
        *("rfsh", "management", "mgmt", "zugriff", "zugriffs", "zugang", "zugangs", "freigabe", "abo", "abonnement"),
        *("abonnements", "konto", "acces", "acceso", "acesso", "accesso", "toegang", "toegangs", "adgangs", "compte"),
        *("cuenta", "conta", "privee", "privada", "privato", "privata", "privater", "privat", "prive", "partagee"),
        *("compartida", "compartilhada", "suscripcion", "assinatura", "abbonamento", "fonction", "funcion", "funcao"),
        *("functie", "funktion", "funktions", "secrete", "secreta", "geheimer", "geheime", "cifrado", "funzione"),
        *("stockage", "almacenamiento", "armazenamento", "opslag", "speicher", "speicherkonto", "dienst"),
        *("archiviazione", "verschlusselungs", "verschluesselungs", "chiffrement", "criptografia", "versleuteling"),
        *("versleutel", "signatur", "firma", "handtekening", "crittografia", "aktualisierungs", "actualisation"),
        *("actualizacion", "atualizacao", "vernieuwings", "rafraichissement", "dostepu", "dostep", "tajny"),
        *("prywatny", "szyfrowania", "anwendungs", "benutzer", "gebruikers", "utilisateur", "usuario", "utente"),
        *("cliente", "freischalt", "lizenz", "licencia", "licenca", "licentie", "licenza", "maestra", "mestra"),
        *("principal", "aggiornamento", "cifratura", "servizio", "servicio", "servico", "utilizador"),
        *("ingest", "ingestion", "write", "workspace", "routing", "integrations", "sdk"),
        *("recovery", "wiederherstellungs", "recuperation", "recuperacion", "recuperacao", "herstel", "recupero"),
        *("administrador", "haupt", "sec", "activation", "aktivierungs", "developer", "hook"),
        *("entwickler", "crypt"),
    }
) | words(attrgetter("openers"))
KEY_OWNERS = SYSTEMS | OPENING
TOKEN_OWNERS = SYSTEMS | OPENING | {"shared", "webhook"}

#: Where a thing runs.
STAGES = frozenset(
    {
        *("prod", "production", "prd", "produktion", "dev", "development", "test", "tst", "uat", "qa", "stage"),
        *("staging", "sandbox", "sbx", "live", "preprod", "int", "acc", "acceptance", "demo", "training", "dr"),
    }
)

#: Small words between the others: `token de acesso`, `chave da conta`.
JOINTS = frozenset(
    {
        *("de", "da", "do", "du", "des", "del", "della", "dello", "di", "la", "le", "of", "for", "the", "to", "von"),
        *("der", "die", "das", "van", "het", "per", "para", "pour", "fur", "fuer", "my", "new", "old", "var", "str"),
        *("txt", "prod", "dev", "test", "uat", "stage", "svc", "usr", "tmp", "neu", "alt", "current", "global"),
        *("primary", "secondary", "basic"),
    }
)

#: Words that say that a name is about a credential, or about something else, but does not hold one.
OTHER_THINGS = (
    frozenset(
        {
            *("name", "names", "id", "ids", "url", "urls", "uri", "uris", "link", "links", "path", "type", "types"),
            *("policy", "policies", "length", "len", "count", "expiry", "expires", "expire", "expiration", "expired"),
            *("expiring", "date", "datetime", "time", "timestamp", "label", "title", "hint", "message", "msg", "error"),
            *("description", "desc", "required", "enabled", "disabled", "status", "state", "valid", "validity"),
            *("version", "format", "rule", "rules", "question", "prompt", "placeholder", "algorithm", "alg", "kind"),
            *("size", "age", "attempts", "attempt", "min", "max", "minimum", "maximum", "num", "number", "location"),
            *("reference", "ref", "refs", "schema", "column", "owner", "endpoint", "issuer", "audience", "scope"),
            *("scopes", "encoding", "index", "usage", "prefix", "suffix", "limit", "budget", "completion", "public"),
            *("publishable", "foreign", "partition", "row", "sort", "lookup", "idempotency", "continuation", "next"),
            *("skip", "skiptoken", "page", "delta", "sync", "lock", "csrf", "xsrf", "antiforgery", "hash", "hashed"),
            *("etag", "thumbprint", "fingerprint", "checksum", "digest", "md5", "sha", "sha1", "sha256"),
            *("cancellation",),
            *("cancel", "correlation", "reset", "forgot", "expiresin", "lifetime", "provider", "operation", "metadata"),
            *("field", "fields", "property", "template", "alternate", "natural", "guidance", "requirements"),
            *("strength",),
            *("complexity", "changed", "updated", "created", "modified", "rotated", "rotation", "instructions", "help"),
            *("tooltip", "header", "headers", "protection", "manager", "service", "server", "tenant", "mode", "method"),
            *("option", "options", "flag", "enable", "disable", "allow", "force", "typ", "art", "ablauf"),
            *("ablaufdatum",),
            *("gultigkeit", "lange", "laenge", "richtlinie", "hinweis", "titel", "nom", "nombre", "nome", "naam"),
            *("tipo",),
            *("fecha", "longitud", "politica", "politique", "expira", "caducidad", "vencimiento", "vervaldatum"),
            *("lengte", "comprimento", "longueur", "beleid", "validade", "address", "phone", "telefon", "city"),
            *("country", "postal", "currency", "language", "response", "result", "results", "phrase", "phrases"),
            *("figure", "figures", "item", "table", "site", "file", "files", "filename", "folder", "domain"),
            *("category",),
            *("group", "lists", "datei", "fichier", "archivo", "arquivo", "bestand", "plik", "instrumentation"),
            *("interval", "policyid", "exists", "missing", "needed", "supported", "support", "contact", "person"),
            *("resources", "anzahl", "adresse", "zeit", "datum", "statut", "estado", "stato", "fehler", "erreur"),
            *("nazwa", "nachricht", "timeout", "ttl", "duration", "period", "counter", "reminder", "notification"),
            *("regex", "pattern", "docs", "documentation", "store", "is", "has", "must", "can", "should", "requires"),
            *("require", "show", "hide", "hits", "columns", "variable", "wort", "action", "button", "vaultname"),
            *("selector", "selection", "rotate", "renewal", "renew", "never", "dialog", "screen", "requests", "events"),
            *("mot", "mots", "palabra", "palabras", "palavra", "palavras", "identifier", "identifiers", "protected"),
            *("last", "change", "notebook", "section", "epoch", "requested", "approved", "by", "found", "encryption"),
            *("env", "consent", "request", "lease", "approver", "geandert", "geaendert", "modifie"),
            *("cambiado", "alterada", "gewijzigd", "verandert", "expiree", "hasher", "hashing"),
            *("source", "sources", "origin", "quelle", "herkunft", "origine", "origen", "origem", "bron", "santa"),
            *("regel", "regeln", "regle", "regles", "regla", "reglas", "regra", "regras", "regels", "place"),
            *("concurrency", "authority", "backend", "engine", "checker", "generator", "validator", "meter", "level"),
            *("quality", "history", "audit", "grade", "class", "klasse"),
            *("reviewer", "requester", "requestor", "custodian", "responsible", "steward", "assignee", "recipient"),
            *("verantwortlich", "verantwortlicher", "note", "notes", "tip", "tips", "comment", "comments", "remark"),
            *("remarks", "kommentar", "bemerkung", "anmerkung", "notiz", "opmerking", "nota", "commentaire"),
            *("comentario", "memo", "info", "warning", "end", "ends", "start", "starts", "begin", "since", "until"),
            *("till", "due", "when", "vervalt", "caduca", "caducado", "scade", "vence", "vencida", "geldig", "gultig"),
            *("gueltig", "gultigbis", "on", "at", "erneuert", "erneuern", "lauft", "laeuft", "ablaufend", "bis"),
            *("seit",),
            *("resume", "evaluated", "after", "cursor", "checkpoint", "bookmark", "watermark", "pagination", "paging"),
            *("tracking", "shipment", "parcel", "conversation", "waybill"),
            *("propietario", "proprietario", "responsable", "responsavel", "responsabile", "verantwoordelijke"),
            *("ansprechpartner", "freigeber", "prufer", "pruefer", "antragsteller", "aanvrager", "demandeur"),
            *("permissions", "permission", "score", "scores", "rating", "before", "exclusive", "ending", "begins"),
            *("verloopt", "scadenza", "udlober", "utgar", "utloper", "wygasa", "depuis", "jusque", "hasta", "desde"),
            *("ate", "tot", "sinds", "fino", "frist", "deadline", "commento", "information", "infos", "hinweise"),
            *("conseil", "consejo", "dica", "aviso", "avis", "warnung", "advice", "requestedby", "approvers", "keeper"),
            *("tries", "clause", "trade", "shopper", "boarding", "besitzer", "eigentumer", "eigentuemer"),
            *("proprietaire",),
            *("tamanho", "tamano", "cantidad", "quantidade", "aantal"),
            *("role", "roles", "rolle", "rollen", "ruolo", "ruoli", "rate", "fail", "symbol", "symbols", "symbole"),
            *("staerke", "starke", "sterkte", "fuerza", "fortaleza", "forca", "robustesse", "robustez", "styrka"),
            *("komplexitat", "komplexitaet", "complexite", "complejidad", "complexidade", "complexiteit", "styrke"),
            *("gueltigkeit", "days", "months", "hours", "tage", "jours", "dias", "giorni", "dagen", "langd", "lengde"),
            *("eigenaar", "chars", "char", "characters", "charset", "alphabet", "pool", "zeichen", "zeichensatz"),
            *("zeichenvorrat", "caracteres", "caracter", "caractere", "tekens", "tekenset", "check", "match"),
            *("matches",),
        }
    )
    | _OTHERS
)

#: What a key is told apart by: `idClé`, `identificador de clave`.
IDS = frozenset(
    {
        *("id", "ids", "guid", "uuid", "identifiant", "identificador", "identificativo", "identificatore"),
        *("identifikator", "identyfikator", "identificatie", "kennung", "kennzeichen"),
    }
)
#: Words before a key or token that make it one of another sort.
ALWAYS_OTHER = (
    frozenset(
        {
            *("public", "publishable", "foreign", "partition", "row", "sort", "lookup", "idempotency", "continuation"),
            *("next", "skip", "skiptoken", "page", "delta", "sync", "lock", "csrf", "xsrf", "antiforgery", "hash"),
            *("max",),
            *("min", "cancellation", "correlation", "alternate", "natural", "index", "column", "item", "operation"),
            *("prompt", "completion", "limit", "budget", "count", "hashed", "enable", "allow", "disable", "reset"),
            *("forgot", "no", "has", "field", "property", "table", "metadata", "template", "phrase", "site"),
            *("instrumentation", "thumbprint", "fingerprint", "document", "translation", "resource", "is", "must"),
            *("can",),
            *("should", "requires", "require", "show", "hide", "label", "message", "title", "error", "notebook"),
            *("section", "drive", "i18n", "request", "lease", "change", "file", "place", "concurrency"),
            *("resume", "evaluated", "after", "cursor", "checkpoint", "bookmark", "watermark", "pagination", "paging"),
            *("tracking", "shipment", "parcel", "conversation", "waybill"),
            *("length", "len", "size", "longitud", "longueur", "lengte", "laenge", "lange", "comprimento", "tamanho"),
            *("tamano", "cantidad", "quantidade", "anzahl", "aantal"),
            *("before", "exclusive", "mot", "mots", "palabra", "palabras", "palavra", "palavras"),
            *("ablauf", "ablaufdatum", "gultigkeit", "gueltigkeit", "richtlinie", "hinweis", "politica", "politique"),
            *("caducidad", "vencimiento", "vervaldatum", "validade", "validite", "expira", "beleid", "fecha"),
            *("scadenza",),
            *("verloopt", "laufzeit", "primaria", "primaire", "foranea", "etrangere", "estrangeira", "fremd", "primar"),
        }
    )
    | _OTHERS
)
#: Keys that name a row, a word or a button, by the words before them; whatever they look like.
NAMING_ROWS = frozenset(
    {
        *("business", "issue", "project", "cache", "registry", "shortcut", "hot", "unique", "candidate", "composite"),
        *("object", "record", "department", "dictionary", "json", "map", "dedup", "deduplication", "order", "ticket"),
        *("cell", "surrogate", "join", "answer", "question", "legend", "language", "localization", "task", "job"),
        *("i18n", "ui", "menu", "list", "folder", "path"),
    }
)
#: Keys that do so, too, unless their value is drawn.
NOT_OPENING = NAMING_ROWS | {
    *("group", "event", "message", "change", "resource", "s3", "blob", "image", "file", "redis"),
}
#: What a `clave` is a number of, in the tables of Spanish makers: an article, a branch, a country.
NUMBERED = frozenset(
    {
        *("producto", "productos", "articulo", "articulos", "material", "materiales", "proveedor", "sucursal"),
        *("pais", "empleado", "unidad", "medida", "factura", "pedido", "lote", "almacen", "inventario", "moneda"),
        *("categoria", "municipio", "ciudad", "catastral", "rastreo", "departamento", "proyecto"),
        *("centro", "obra", "pieza", "modelo", "marca", "curso", "alumno", "escuela", "elector", "puesto"),
        *("produkt", "artikel", "product", "products", "sku"),
    }
)
#: Codes that stand for a thing, by the words before them.
CODED = frozenset(
    {
        *("cost", "project", "promo", "voucher", "discount", "coupon", "product", "article", "country", "currency"),
        *("postal", "zip", "qr", "bar", "status", "error", "language", "kosten", "projekt", "artikel", "produkt"),
    }
)
