using System.Runtime.InteropServices;

namespace Lanyard.Containers.Images.Files;

/// <summary>What the last failed call of <see cref="FileCalls" /> said.</summary>
internal static class LibcFault
{
    public const int NotPermitted = 1;
    public const int NoEntry = 2;
    public const int AccessDenied = 13;
    public const int Busy = 16;
    public const int Exists = 17;
    public const int NotDirectory = 20;
    public const int InvalidArgument = 22;
    public const int NoSpace = 28;
    public const int ReadOnly = 30;
    public const int NameTooLong = 36;
    public const int NoSuchAttribute = 61;
    public const int TooManyLinks = 40;
    public const int NotSupported = 95;
    public const int QuotaExceeded = 122;

    public static int Last => Marshal.GetLastPInvokeError();

    /// <summary>The failure as an exception that says what was attempted.</summary>
    public static ContainerException Exception(string attempted, int error)
    {
        var kind = error switch
        {
            NotPermitted or AccessDenied => ContainerFault.NotPermitted,
            NoEntry => ContainerFault.NotFound,
            NameTooLong or NotDirectory or TooManyLinks => ContainerFault.Invalid,
            _ => ContainerFault.Unavailable,
        };
        return new ContainerException(kind, $"{attempted}: {Marshal.GetPInvokeErrorMessage(error)}{Advice(error)}");
    }

    private static string Advice(int error) =>
        error switch
        {
            NotPermitted or AccessDenied => " (run as root)",
            NoSpace or QuotaExceeded => " (free some space, or choose another data directory)",
            _ => "",
        };
}
