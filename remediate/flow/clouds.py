"""What a caller of a locked HTTP trigger must send, by cloud (platform-facts 6.2).

Source: Microsoft, "OAuth authentication for HTTP request triggers". The audience is compared to the letter, its last
slash too. Only the hosts of the public cloud are known from real URLs.
"""

PUBLIC = "https://service.flow.microsoft.com/"

#: The audiences of the clouds whose hosts are not known.
OTHERS = {
    "GCC": "https://gov.service.flow.microsoft.us/",
    "GCC High": "https://high.service.flow.microsoft.us/",
    "DoD": "https://service.flow.appsplatform.us/",
    "China": "https://service.powerautomate.cn/",
}
_PUBLIC_HOSTS = (".logic.azure.com", ".environment.api.powerplatform.com")


def audience(host: str) -> str:
    """The audience of the token for a trigger at this host; empty where the host does not tell the cloud."""
    return PUBLIC if host.endswith(_PUBLIC_HOSTS) else ""
