using System.Text;
using Lanyard.Access.Admission;
using Lanyard.Access.Sessions;
using Lanyard.Services.S3;
using Lanyard.Testing.Doors;
using Lanyard.Wire;
using Lanyard.Wire.Models.S3;
using Lanyard.Wire.Signing;

namespace Lanyard.Services.Tests.S3;

/// <summary>A front door to S3, where the administrator has a bucket named <c>bucket</c>.</summary>
internal sealed class S3Door : ServiceDoor
{
    public const string Bucket = "bucket";

    private S3Door(TestDoor door, S3Service service, Caller admin, Caller stranger)
        : base(door, admin, stranger) => Service = service;

    public S3Service Service { get; }

    public static async Task<S3Door> OpenAsync()
    {
        var (door, service) = await OpenDoorAsync(beside: null);
        var s3 = new S3Door(door, service, await door.AdministratorAsync(), await StrangerAsync(door));
        await s3.CreateBucketAsync();
        return s3;
    }

    /// <summary>Another server over the same store and blobs.</summary>
    public async Task<S3Door> BesideAsync()
    {
        var (door, service) = await OpenDoorAsync(Door);
        return new S3Door(door, service, Admin, Stranger);
    }

    public static PutObjectInput Put(string key, string text = "x") =>
        new()
        {
            Bucket = Bucket,
            Key = key,
            Body = new MemoryStream(Encoding.UTF8.GetBytes(text)),
        };

    public static GetObjectInput Get(string key) => new() { Bucket = Bucket, Key = key };

    public Task CreateBucketAsync(Caller? caller = null) =>
        SendAsync(S3Model.CreateBucket, new CreateBucketInput { Bucket = Bucket }, caller);

    public Task DeleteBucketAsync() => SendAsync(S3Model.DeleteBucket, new DeleteBucketInput { Bucket = Bucket });

    public Task<PutObjectOutput> PutAsync(string key, string text = "x") =>
        SendAsync(S3Model.PutObject, Put(key, text));

    public Task PutPolicyAsync(string statement) =>
        SendAsync(
            S3Model.PutBucketPolicy,
            new PutBucketPolicyInput
            {
                Bucket = Bucket,
                Policy = $$"""{"Version":"2012-10-17","Statement":[{{statement}}]}""",
            }
        );

    /// <summary>The keys of the bucket, in order.</summary>
    public async Task<IEnumerable<string?>> KeysAsync(Caller? caller = null)
    {
        var listed = await SendAsync(S3Model.ListObjectsV2, new ListObjectsV2Input { Bucket = Bucket }, caller);
        return listed.Contents!.Select(item => item.Key);
    }

    /// <summary>Sends a request as HTTP would bring it, signed by its header or beforehand.</summary>
    public Task<WireResponse> AnswerAsync(WireRequest request, TimeSpan? presignedFor = null, TimeSpan? age = null)
    {
        var key = Door.Host.Credentials.Find(Admin.AccessKeyId!)!;
        var credentials = new SigningCredentials(key.AccessKeyId, key.SecretAccessKey);
        var signer = new RequestSigner(new SigningKeyCache());
        var signedAt = Door.Time.GetUtcNow() - (age ?? TimeSpan.Zero);
        request.Headers["Host"] ??= "127.0.0.1:4566";
        if (presignedFor is { } expires)
        {
            signer.Presign(request, credentials, "us-east-1", SignatureRules.S3, signedAt, expires);
        }
        else
        {
            signer.Sign(request, credentials, "us-east-1", SignatureRules.S3, signedAt);
        }

        return Door.Door.AnswerAsync(request, CallOrigin.Engine, default).AsTask();
    }

    private static async Task<(TestDoor Door, S3Service Service)> OpenDoorAsync(TestDoor? beside)
    {
        S3Service service = null!;
        var door = await TestDoor.OpenAsync(
            async host => (IReadOnlyList<IService>)[service = await S3Service.OpenAsync(host, default)],
            beside
        );
        return (door, service);
    }
}
