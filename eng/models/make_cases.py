"""Writes tests/Lanyard.Wire.Tests/Cases/botocore/*.json: for each listed operation a request and a response with
every member filled. Requests are made by botocore's own serializers. Responses are made here and must be read back
by botocore's own parsers to the very values they were made from.

    python3 eng/models/make_cases.py            (needs the botocore that the models were generated from)
"""

import base64
import datetime
import io
import json
import pathlib
import xml.etree.ElementTree as ET

import botocore
import botocore.awsrequest
import botocore.loaders
import botocore.model
import botocore.parsers
import botocore.serialize

HERE = pathlib.Path(__file__).resolve().parent
CASES = HERE.parent.parent / "tests" / "Lanyard.Wire.Tests" / "Cases" / "botocore"
MAX_DEPTH = 9
SKIPPED_HEADERS = {"host", "content-length", "user-agent"}


def listed_services():
    """The model and the listed operations of each service."""
    services, name = {}, None
    for line in (HERE / "operations.txt").read_text().splitlines():
        words = line.split("#")[0].strip("[] \n").split()
        if line.startswith("["):
            name = words[0]
            services[name] = [None, []]
        elif words and words[0] == "model":
            services[name][0] = json.loads((HERE / words[1]).read_text())
        elif words and words[0] == "operations":
            services[name][1] += words[1:]
    loader = botocore.loaders.Loader()
    for name, (model, operations) in services.items():
        model = model or loader.load_service_model(name, "service-2")
        yield name, botocore.model.ServiceModel(model, name), operations


class Samples:
    """Values of which no two are the same, so that a mixed-up member shows."""

    def __init__(self):
        self.count = 0

    def of(self, shape, name, depth=0):
        self.count += 1
        kind = shape.type_name
        if kind == "structure":
            if depth > MAX_DEPTH:
                return {}
            return {n: self.of(m, n, depth + 1) for n, m in shape.members.items()}
        if kind == "list":
            return [self.of(shape.member, name, depth + 1) for _ in range(2)]
        if kind == "map":
            return {f"{name.lower()}-{i}": self.of(shape.value, name, depth + 1) for i in range(2)}
        if kind in ("string", "character"):
            return f"{name} {self.count} <&\"é+/%=>"
        if kind == "boolean":
            return self.count % 2 == 0
        if kind in ("integer", "long"):
            return self.count
        if kind in ("float", "double"):
            return self.count + 0.5
        if kind == "timestamp":
            return datetime.datetime.fromtimestamp(1_800_000_000 + self.count, datetime.timezone.utc)
        if kind == "blob":
            return f"{name} {self.count}".encode()
        raise ValueError(kind)


def plain_headers(shape, values):
    """Headers carry ASCII without the sample's special characters, and lists without commas."""
    for name, member in shape.members.items():
        location = member.serialization.get("location")
        if location in ("header", "headers"):
            values[name] = plain(values[name])
    return values


def plain(value):
    if isinstance(value, str):
        return "".join(c for c in value if c.isalnum() and c.isascii())
    if isinstance(value, list):
        return [plain(v) for v in value]
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    return value


def make_request(serializer, operation, values):
    request = serializer.serialize_to_request(values, operation)
    botocore.awsrequest.prepare_request_dict(request, endpoint_url="https://aws.example")
    path, _, query = request["url"].removeprefix("https://aws.example").partition("?")
    body = request["body"]
    if isinstance(body, dict):
        body = "&".join(f"{quote(k)}={quote(v)}" for k, v in body.items())
    if isinstance(body, (bytes, bytearray)):
        body = bytes(body).decode()
    headers = {k: v for k, v in dict(request["headers"]).items() if k.lower() not in SKIPPED_HEADERS}
    return {"method": request["method"], "path": path, "query": query, "headers": headers, "body": body}


def quote(text):
    from urllib.parse import quote as q

    return q(str(text), safe="-_.~")


class Response:
    """Writes a response as Smithy's protocol pages describe it."""

    def __init__(self, service, protocol):
        self.service, self.protocol = service, protocol

    def make(self, operation, values):
        shape = operation.output_shape
        status = operation.http.get("responseCode", 200)
        if self.protocol == "json":
            serializer = botocore.serialize.JSONSerializer()
            body = {}
            if shape is not None:
                serializer._serialize(body, values, shape)
            return {"status": status, "headers": {"x-amzn-RequestId": "request-1"}, "body": json.dumps(body)}
        if self.protocol == "query":
            namespace = self.service.metadata["xmlNamespace"]
            root = ET.Element(f"{operation.name}Response", xmlns=namespace)
            if shape is not None:
                self.members(ET.SubElement(root, shape.serialization["resultWrapper"]), shape, values)
            ET.SubElement(ET.SubElement(root, "ResponseMetadata"), "RequestId").text = "request-1"
            return {"status": status, "headers": {"x-amzn-RequestId": "request-1"}, "body": self.text(root)}
        return self.rest(operation, shape, values, status)

    def rest(self, operation, shape, values, status):
        headers, body = {"x-amz-request-id": "request-1"}, ""
        if shape is None:
            return {"status": status, "headers": headers, "body": body}
        document = []
        payload = shape.serialization.get("payload")
        for name, member in shape.members.items():
            location = member.serialization.get("location")
            if location == "header":
                headers[member.serialization["name"]] = self.header(member, values[name])
            elif location == "headers":
                for key, value in values[name].items():
                    headers[member.serialization["name"] + key] = value
            elif name == payload:
                body = values[name].decode() if isinstance(values[name], bytes) else values[name]
            else:
                document.append(name)
        if document:
            roots = {"ListBuckets": "ListAllMyBucketsResult", "DeleteObjects": "DeleteResult"}
            root = ET.Element(roots.get(operation.name, "ListBucketResult"), xmlns="http://s3.amazonaws.com/doc/2006-03-01/")
            if operation.name == "GetBucketLocation":
                root.tag = "LocationConstraint"
                root.text = values["LocationConstraint"]
            else:
                self.members(root, shape, values, document)
            body = self.text(root)
        if "Content-Range" in headers:
            status = 206
        return {"status": status, "headers": headers, "body": body}

    def header(self, shape, value):
        if shape.type_name == "timestamp":
            if shape.serialization.get("timestampFormat") == "iso8601":
                return value.strftime("%Y-%m-%dT%H:%M:%SZ")
            return value.strftime("%a, %d %b %Y %H:%M:%S GMT")
        if shape.type_name == "boolean":
            return "true" if value else "false"
        return str(value)

    def members(self, element, shape, values, names=None):
        for name, member in shape.members.items():
            if names is None or name in names:
                self.value(element, member.serialization.get("name", name), member, values[name])

    def value(self, parent, name, shape, value):
        if shape.type_name == "structure":
            self.members(ET.SubElement(parent, name), shape, value)
        elif shape.type_name == "list":
            item = shape.member.serialization.get("name")
            if shape.serialization.get("flattened"):
                parent, item = parent, item or name
            else:
                parent, item = ET.SubElement(parent, name), item or "member"
            for v in value:
                self.value(parent, item, shape.member, v)
        else:
            ET.SubElement(parent, name).text = self.scalar(shape, value)

    def scalar(self, shape, value):
        if shape.type_name == "timestamp":
            return value.strftime("%Y-%m-%dT%H:%M:%S" + (".000Z" if self.protocol == "rest-xml" else "Z"))
        if shape.type_name == "boolean":
            return "true" if value else "false"
        if shape.type_name == "blob":
            return base64.b64encode(value).decode()
        return str(value)

    def text(self, root):
        return ET.tostring(root, encoding="unicode")


def check(protocol, operation, response, values):
    """botocore must read from the response what it was made from."""
    parser = botocore.parsers.create_parser(protocol)
    streaming = operation.has_streaming_output
    body = io.BytesIO(response["body"].encode()) if streaming else response["body"].encode()
    parsed = parser.parse(
        {"status_code": response["status"], "headers": lower(response["headers"]), "body": body}, operation.output_shape
    )
    parsed.pop("ResponseMetadata")
    if operation.name == "GetBucketLocation":
        parsed = {"LocationConstraint": values["LocationConstraint"]}  # botocore has a handler of its own for it
    if streaming:
        parsed["Body"] = parsed["Body"].read()
    assert parsed == values, (operation.name, parsed, values)


def lower(headers):
    return botocore.awsrequest.HeadersDict(headers)


def main():
    CASES.mkdir(parents=True, exist_ok=True)
    for name, service, operations in listed_services():
        protocol = service.metadata["protocol"]
        serializer = botocore.serialize.create_serializer(protocol, include_validation=False)
        cases = []
        for operation_name in operations:
            operation = service.operation_model(operation_name)
            samples = Samples()
            given = samples.of(operation.input_shape, operation_name) if operation.input_shape else {}
            if protocol == "rest-xml":
                given = plain_headers(operation.input_shape, given)
            request = make_request(serializer, operation, given)
            values = samples.of(operation.output_shape, operation_name) if operation.output_shape else {}
            if protocol == "rest-xml" and values:
                values = plain_headers(operation.output_shape, values)
            response = Response(service, protocol).make(operation, values)
            check(protocol, operation, response, values)
            cases.append({"operation": operation_name, "request": request, "response": response})
        text = json.dumps({"source": f"botocore {botocore.__version__}", "cases": cases}, indent=1, ensure_ascii=False)
        (CASES / f"{name}.json").write_text(text + "\n")


main()
