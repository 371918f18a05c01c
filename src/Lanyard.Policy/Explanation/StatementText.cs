using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Lanyard.Policy.Evaluation;

namespace Lanyard.Policy.Explanation;

/// <summary>Writes the statement that would allow a request, as indented JSON.</summary>
internal static class StatementText
{
    // The text goes to a terminal or into a policy, never into a page: `'` and `+` stay as they are.
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NewLine = "\n",
    };

    public static string ForLayer(AuthorizationRequest request, PolicyLayer layer)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Options))
        {
            writer.WriteStartObject();
            writer.WriteString("Effect", "Allow");
            if (layer is PolicyLayer.Resource or PolicyLayer.Trust)
            {
                WritePrincipal(writer, request.Principal);
            }
            else if (layer is PolicyLayer.ResourceControl or PolicyLayer.Endpoint)
            {
                writer.WriteString("Principal", "*");
            }

            var isForAll = layer == PolicyLayer.ResourceControl;
            writer.WriteString("Action", isForAll ? "*" : request.Action);
            if (layer != PolicyLayer.Trust)
            {
                writer.WriteString("Resource", isForAll ? "*" : request.Resource);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void WritePrincipal(Utf8JsonWriter writer, Principal principal)
    {
        if (principal.Type == PrincipalType.Anonymous)
        {
            writer.WriteString("Principal", "*");
            return;
        }

        writer.WriteStartObject("Principal");
        var key = principal.Type switch
        {
            PrincipalType.Service => "Service",
            PrincipalType.WebIdentity or PrincipalType.Saml => "Federated",
            _ => "AWS",
        };
        writer.WriteString(key, principal.RoleArn ?? principal.Arn);
        writer.WriteEndObject();
    }
}
