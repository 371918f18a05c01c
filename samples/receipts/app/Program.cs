// Writes one signed receipt to S3 and reads it back: an ordinary program on the AWS SDK.
// It is told nothing about where it runs. Its credentials come from the task role through the SDK's own container
// credentials provider; the signing key and the currency are put into its environment by the task execution role.
using System.Security.Cryptography;
using System.Text;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

try
{
    var signingKey = Encoding.UTF8.GetBytes(Required("SIGNING_KEY"));
    var currency = Required("CURRENCY");
    var bucket = Required("BUCKET");
    Console.WriteLine($"have a signing key and a currency ({currency})");

    using var sts = new AmazonSecurityTokenServiceClient();
    var identity = await sts.GetCallerIdentityAsync(new GetCallerIdentityRequest());
    Console.WriteLine($"am {identity.Arn}");

    // A role session is named after its task, so each task writes a receipt of its own.
    var task = identity.Arn[(identity.Arn.LastIndexOf('/') + 1)..];
    var key = $"receipts/{task}.txt";
    var receipt = Sign($"1 lanyard, 1.00 {currency}", signingKey);

    using var s3 = new AmazonS3Client();
    var put = new PutObjectRequest { BucketName = bucket, Key = key };
    put.ContentBody = receipt;
    await s3.PutObjectAsync(put);
    Console.WriteLine($"wrote s3://{bucket}/{key}");

    using var answer = await s3.GetObjectAsync(bucket, key);
    using var reader = new StreamReader(answer.ResponseStream);
    if (await reader.ReadToEndAsync() != receipt)
    {
        throw new InvalidDataException($"s3://{bucket}/{key} is not what was written");
    }

    Console.WriteLine("read it back, and the signature holds");
    return 0;
}
catch (AmazonServiceException refused)
{
    Console.Error.WriteLine($"{refused.ErrorCode}: {refused.Message}");
    return 1;
}
catch (Exception failed) when (failed is InvalidDataException or AmazonClientException)
{
    Console.Error.WriteLine(failed.Message);
    return 1;
}

static string Sign(string text, byte[] key) =>
    $"{text}\nHMAC-SHA256 {Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)))}\n";

static string Required(string name) =>
    Environment.GetEnvironmentVariable(name) is { Length: > 0 } value
        ? value
        : throw new InvalidDataException($"the environment has no {name}");
