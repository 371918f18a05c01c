"""Writes botocore.json: requests that botocore has signed, for the verifier to judge.

Run: python3 sign_with_botocore.py > botocore.json    (botocore 1.43.11)
"""

import base64
import datetime
import io
import json
from unittest import mock

import botocore.auth
import botocore.awsrequest
import botocore.session
from botocore.auth import S3SigV4Auth, S3SigV4QueryAuth, SigV4Auth, SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials

NOW = datetime.datetime(2026, 11, 24, 10, 30, 0)
SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
LONG_TERM = Credentials("AKIDEXAMPLE", SECRET)
TEMPORARY = Credentials("ASIAEXAMPLE", SECRET, "session+token/==")
HTTP = "http://127.0.0.1:4566"
HTTPS = "https://127.0.0.1:4566"
DROPPED = {"user-agent", "amz-sdk-invocation-id", "amz-sdk-request"}
ODD_PATHS = [
    "/",
    "//",
    "/a//b",
    "/a/./b",
    "/a/../b",
    "/../a",
    "/a/b/..",
    "/a/b/",
    "/a%2Fb",
    "/a%20b",
    "/%C3%BC/%E1%88%B4",
    "/a~b-c._d",
    "/a%2Bb%3Dc%26d",
    "/%2e%2e/a",
    "/arn%3Aaws%3Aecs%3Aus-east-1",
]
ODD_QUERIES = [
    "acl",
    "acl=",
    "b=2&a=1&a=0",
    "a-b=1&a=2&a.b=3",
    "prefix=a%2Fb%20c&delimiter=%2F",
    "k=%C3%BC&%E1%88%B4=v",
    "continuation-token=abc%2B%2F%3D%3D",
]
cases = []


def record(name, service, prepared, kind):
    """Keeps what would have gone over the wire."""
    url = prepared.url.split("//", 1)[1]
    host, _, rest = url.partition("/")
    path, _, query = ("/" + rest).partition("?")
    headers = [
        [key, value.decode() if isinstance(value, bytes) else str(value)]
        for key, value in prepared.headers.items()
        if key.lower() not in DROPPED
    ]
    if not any(key.lower() == "host" for key, _ in headers):
        headers.append(["Host", host])
    body = prepared.body or b""
    if hasattr(body, "read"):
        body = body.read()
    if isinstance(body, str):
        body = body.encode()
    cases.append(
        {
            "name": name,
            "service": service,
            "kind": kind,
            "method": prepared.method,
            "path": path,
            "query": query,
            "headers": headers,
            "body": base64.b64encode(bytes(body)).decode(),
        }
    )


def sign(name, signer, service, method, url, headers=None, body=b"", kind="header", **context):
    request = AWSRequest(method=method, url=url, headers=headers or {}, data=body)
    request.context.update(context)
    signer.add_auth(request)
    record(name, service, request.prepare(), kind)


def client(service, credentials=LONG_TERM, endpoint=HTTP, **config):
    session = botocore.session.get_session()
    session.set_credentials(credentials.access_key, credentials.secret_key, credentials.token)
    made = session.create_client(
        service,
        region_name="us-east-1",
        endpoint_url=endpoint,
        config=Config(retries={"total_max_attempts": 1}, **config),
    )

    def keep(request, event_name, **_):
        record(f"{service} {event_name.rsplit('.', 1)[1]} {len(cases)}", service, request, "header")
        return botocore.awsrequest.AWSResponse(request.url, 200, {}, io_body())

    made.meta.events.register("before-send", keep)
    return made


def io_body():
    raw = io.BytesIO(b"")
    raw.stream = lambda *_, **__: iter([b""])
    return raw


def call(made, operation, **arguments):
    try:
        getattr(made, operation)(**arguments)
    except Exception as error:  # the answer is empty; only the request matters
        if "arameter" in type(error).__name__:
            raise


def clients():
    for credentials in (LONG_TERM, TEMPORARY):
        call(client("ecs", credentials), "list_tasks", cluster="default")
        call(client("sts", credentials), "get_caller_identity")
        call(client("iam", credentials), "list_roles", PathPrefix="/a b/ü/")
        call(client("secretsmanager", credentials), "get_secret_value", SecretId="a/b")
        store = client("s3", credentials, s3={"addressing_style": "path"})
        call(store, "list_objects_v2", Bucket="receipts", Prefix="a b/ü", ContinuationToken="x+/==")
        call(store, "put_object", Bucket="receipts", Key="a.txt", Body=b"a receipt")
        call(store, "put_object", Bucket="receipts", Key="empty", Body=b"")
        call(store, "create_bucket", Bucket="receipts")
    secure = client("s3", endpoint=HTTPS, s3={"addressing_style": "path"})
    for algorithm in ("CRC32", "SHA1", "SHA256"):
        arguments = {"Bucket": "receipts", "Key": "b.bin", "ChecksumAlgorithm": algorithm}
        call(secure, "put_object", Body=io.BytesIO(b"a receipt " * 1_000), **arguments)
        call(secure, "put_object", Body=io.BytesIO(b""), **arguments)
        call(secure, "put_object", Body=b"a receipt", **arguments)
        call(client("s3", s3={"addressing_style": "path"}), "put_object", Body=b"a receipt", **arguments)
    for key in ("a//b", "../x", "a%2Fb", "sp ace", "ü/ሴ", "a~b", "a+b=c&d", "$(x)!*'", "//", "a/./b"):
        call(client("s3", s3={"addressing_style": "path"}), "get_object", Bucket="receipts", Key=key)


def presigned():
    for credentials in (LONG_TERM, TEMPORARY):
        store = client("s3", credentials, s3={"addressing_style": "path"}, signature_version="s3v4")
        for operation, extra in (
            ("get_object", {}),
            ("get_object", {"ResponseContentDisposition": 'attachment; filename="a b.txt"'}),
            ("put_object", {"ContentType": "text/plain"}),
        ):
            url = store.generate_presigned_url(
                operation, Params={"Bucket": "receipts", "Key": "ü/a b.txt", **extra}, ExpiresIn=900
            )
            request = AWSRequest(method=operation[:3].upper(), url=url)
            if "ContentType" in extra:
                request.headers["Content-Type"] = "text/plain"
            record(f"s3 presigned {operation} {len(cases)}", "s3", request.prepare(), "presigned")
        url = client("sts", credentials).generate_presigned_url("get_caller_identity", ExpiresIn=60, HttpMethod="GET")
        record(f"sts presigned {len(cases)}", "sts", AWSRequest(method="GET", url=url).prepare(), "presigned")


def raw():
    signer = SigV4Auth(LONG_TERM, "lambda", "us-east-1")
    s3 = S3SigV4Auth(LONG_TERM, "s3", "us-east-1")
    for path in ODD_PATHS:
        sign(f"path {path}", signer, "lambda", "GET", HTTP + path)
        sign(
            f"presigned path {path}",
            SigV4QueryAuth(TEMPORARY, "lambda", "us-east-1", 60),
            "lambda",
            "GET",
            HTTP + path,
            kind="presigned",
        )
        if "%2e" in path:
            continue  # S3 decodes and encodes anew before it signs; botocore signs the path as it is given
        sign(f"s3 path {path}", s3, "s3", "GET", HTTP + path)
        sign(
            f"s3 presigned path {path}",
            S3SigV4QueryAuth(TEMPORARY, "s3", "us-east-1", 604800),
            "s3",
            "GET",
            HTTP + path,
            kind="presigned",
        )
    for query in ODD_QUERIES:
        sign(f"query {query}", signer, "lambda", "GET", f"{HTTP}/?{query}")
        sign(f"s3 query {query}", s3, "s3", "GET", f"{HTTP}/receipts?{query}")
    sign("spaces in a header", signer, "lambda", "GET", HTTP + "/", {"X-Amz-Meta": "  a   b  c "})
    sign("body that is not text", signer, "lambda", "POST", HTTP + "/", body=bytes(range(256)))


def main():
    with mock.patch.object(botocore.auth, "get_current_datetime", lambda *_, **__: NOW):
        clients()
        presigned()
        raw()
    print(json.dumps(cases, indent=1, ensure_ascii=False))


main()
