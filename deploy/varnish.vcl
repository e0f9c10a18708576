# Varnish entre nginx et gunicorn, facultatif. Variable du site : NUMBER_OF_PROXIES=2.
vcl 4.1;

backend site {
  .host = "web";
  .port = "8000";
  .probe = {
    .request = "GET /sante/ HTTP/1.1" "Host: localhost" "Connection: close";
    .expected_response = 200;
    .interval = 10s;
    .timeout = 8s;
  }
}

acl purgers {
  "localhost";
  "web";
}

sub vcl_recv {
  if (req.method == "PURGE") {
    if (!client.ip ~ purgers) {
      return (synth(405));
    }
    return (purge);
  }
  if (req.method != "GET" && req.method != "HEAD") {
    return (pass);
  }
  if (req.url ~ "^/(admin|formulaires|mes-dossiers|sante|_util|documents)/") {
    return (pass);
  }
  # Une session peut voir des brouillons ou des pages privées : rien pour elle ne vient du cache, ni n’y va.
  if (req.http.Cookie ~ "nec-session=|sessionid=") {
    return (pass);
  }
  # Les autres cookies ne changent rien aux pages.
  unset req.http.Cookie;
  # Les paramètres de mesure des campagnes non plus.
  set req.url = regsuball(req.url, "(?<=[?&])(utm_[a-z]+|mtm_[a-z]+|fbclid|gclid)=[^&]*&?", "");
  set req.url = regsub(req.url, "[?&]$", "");
  return (hash);
}

sub vcl_backend_response {
  # La durée vient du site (s-maxage). Sans elle, rien n’est gardé.
  if (beresp.http.Set-Cookie || beresp.http.Cache-Control ~ "(private|no-store)" || beresp.http.Cache-Control !~ "max-age") {
    set beresp.uncacheable = true;
    set beresp.ttl = 60s;
    return (deliver);
  }
  # Une page un peu ancienne vaut mieux qu’une page d’erreur.
  set beresp.grace = 6h;
}

sub vcl_deliver {
  unset resp.http.Via;
  unset resp.http.X-Varnish;
}
