using System.Buffers.Binary;
using System.Net;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Lanyard.Containers.Linux;

/// <summary>Changes interfaces, addresses and routes of the network namespace in which it is made.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man7/rtnetlink.7.html" />
internal sealed unsafe class RouteSocket : IDisposable
{
    /// <summary>The number of the loopback interface in every namespace.</summary>
    public const int Loopback = 1;

    // Which is free is for the kernel to say: some modules put an interface of theirs into every new namespace.
    private const int AnyNumber = 0;

    private const int NetlinkFamily = 16;
    private const int RawSocket = 3;
    private const int RouteProtocol = 0;
    private const ushort NewLink = 16;
    private const ushort NewAddress = 20;
    private const ushort NewRoute = 24;
    private const ushort ErrorReply = 2;
    private const ushort Request = 0x1;
    private const ushort Acknowledge = 0x4;
    private const ushort Exclusive = 0x200;
    private const ushort Create = 0x400;
    private const uint Up = 1;
    private const byte Inet = 2;
    private const byte HostPrefix = 32;
    private const byte MainTable = 254;
    private const byte StaticRoute = 4;
    private const byte LinkScope = 253;
    private const byte Unicast = 1;

    private readonly int _socket;

    public RouteSocket()
    {
        _socket = Libc.Socket(NetlinkFamily, RawSocket | Libc.OpenCloseOnExec, RouteProtocol);
        if (_socket < 0)
        {
            throw new ContainerException(ContainerFault.Unavailable, $"no route socket: {Libc.LastError}");
        }
    }

    /// <summary>Makes two interfaces that are the ends of one wire: one here, one in another namespace.</summary>
    public void AddPair(string name, string peerName, SafeFileHandle peerNamespace)
    {
        // Attributes within attributes: link information { kind "veth", data { peer { interface, name, namespace } } }.
        var message = new MessageBuilder(stackalloc byte[256], NewLink, Request | Acknowledge | Create | Exclusive);
        message.WriteInterface(AnyNumber, flags: 0, change: 0);
        message.WriteAttribute(3, name);
        var linkInformation = message.Open(18);
        message.WriteAttribute(1, "veth");
        var data = message.Open(2);
        var peer = message.Open(1);
        message.WriteInterface(AnyNumber, flags: 0, change: 0);
        message.WriteAttribute(3, peerName);
        message.WriteAttribute(28, (int)peerNamespace.DangerousGetHandle());
        message.Close(peer);
        message.Close(data);
        message.Close(linkInformation);
        Send(ref message, $"make interface {name}");
    }

    /// <summary>The number of an interface.</summary>
    /// <exception cref="ContainerException">NotFound.</exception>
    public static int NumberOf(string name) =>
        Libc.InterfaceNumber(name) is not 0 and var number
            ? (int)number
            : throw new ContainerException(
                ContainerFault.NotFound,
                $"there is no interface `{name}`: {Libc.LastError}"
            );

    /// <summary>Turns an interface on.</summary>
    public void BringUp(int number)
    {
        var message = new MessageBuilder(stackalloc byte[64], NewLink, Request | Acknowledge);
        message.WriteInterface(number, Up, Up);
        Send(ref message, "turn an interface on");
    }

    /// <summary>Gives an interface an address without a network around it.</summary>
    public void AddAddress(int number, IPAddress address)
    {
        var message = new MessageBuilder(stackalloc byte[64], NewAddress, Request | Acknowledge | Create | Exclusive);
        message.Write([Inet, HostPrefix, 0, LinkScope]);
        message.Write(number);
        message.WriteAttribute(1, address);
        message.WriteAttribute(2, address);
        Send(ref message, $"add address {address}");
    }

    /// <summary>Sends what is for one address through an interface.</summary>
    public void AddRoute(int number, IPAddress destination)
    {
        var message = new MessageBuilder(stackalloc byte[64], NewRoute, Request | Acknowledge | Create | Exclusive);
        message.Write([Inet, HostPrefix, 0, 0, MainTable, StaticRoute, LinkScope, Unicast]);
        message.Write(0);
        message.WriteAttribute(1, destination);
        message.WriteAttribute(4, number);
        Send(ref message, $"add a route to {destination}");
    }

    public void Dispose() => _ = Libc.Close(_socket);

    private void Send(ref MessageBuilder message, string what)
    {
        var bytes = message.Finish();
        nint count;
        fixed (byte* pointer = bytes)
        {
            count = Libc.Write(_socket, pointer, (nuint)bytes.Length);
        }

        if (count != bytes.Length)
        {
            throw Failure(what, Marshal.GetLastPInvokeError());
        }

        // The answer: a header (length, type, flags, sequence, process) and a negated error number, 0 for success.
        Span<byte> reply = stackalloc byte[1024];
        fixed (byte* pointer = reply)
        {
            count = Libc.Read(_socket, pointer, (nuint)reply.Length);
        }

        if (count < 20 || BinaryPrimitives.ReadUInt16LittleEndian(reply[4..]) != ErrorReply)
        {
            throw new ContainerException(ContainerFault.Unavailable, $"cannot {what}: the kernel did not answer");
        }

        if (BinaryPrimitives.ReadInt32LittleEndian(reply[16..]) is not 0 and var error)
        {
            throw Failure(what, -error);
        }
    }

    private static ContainerException Failure(string what, int error) =>
        new(
            error is Libc.NotPermitted ? ContainerFault.NotPermitted : ContainerFault.Unavailable,
            $"cannot {what} in a task's network: {Marshal.GetPInvokeErrorMessage(error)}"
        );

    /// <summary>Writes one message: a header, a fixed part, and attributes that may hold attributes, all aligned to four bytes.</summary>
    private ref struct MessageBuilder
    {
        private const int HeaderBytes = 16;
        private const int AttributeHeaderBytes = 4;
        private readonly Span<byte> _buffer;
        private int _length;

        public MessageBuilder(Span<byte> buffer, ushort type, int flags)
        {
            _buffer = buffer;
            buffer.Clear();
            BinaryPrimitives.WriteUInt16LittleEndian(buffer[4..], type);
            BinaryPrimitives.WriteUInt16LittleEndian(buffer[6..], (ushort)flags);
            BinaryPrimitives.WriteUInt32LittleEndian(buffer[8..], 1);
            _length = HeaderBytes;
        }

        public void WriteInterface(int number, uint flags, uint change)
        {
            Write(0); // family and kind: any
            Write(number);
            Write((int)flags);
            Write((int)change);
        }

        public void Write(int value)
        {
            BinaryPrimitives.WriteInt32LittleEndian(_buffer[_length..], value);
            _length += sizeof(int);
        }

        public void Write(ReadOnlySpan<byte> bytes)
        {
            bytes.CopyTo(_buffer[_length..]);
            _length += (bytes.Length + 3) & ~3;
        }

        public void WriteAttribute(ushort type, string text)
        {
            var start = Open(type);
            var count = Encoding.ASCII.GetBytes(text, _buffer[_length..]);
            _length += count + 1; // the end of a C string
            Close(start);
        }

        public void WriteAttribute(ushort type, int value)
        {
            var start = Open(type);
            Write(value);
            Close(start);
        }

        public void WriteAttribute(ushort type, IPAddress address)
        {
            var start = Open(type);
            Write(address.GetAddressBytes());
            Close(start);
        }

        public int Open(ushort type)
        {
            var start = _length;
            BinaryPrimitives.WriteUInt16LittleEndian(_buffer[(start + 2)..], type);
            _length += AttributeHeaderBytes;
            return start;
        }

        public void Close(int start)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(_buffer[start..], (ushort)(_length - start));
            _length = (_length + 3) & ~3;
        }

        public readonly ReadOnlySpan<byte> Finish()
        {
            BinaryPrimitives.WriteInt32LittleEndian(_buffer, _length);
            return _buffer[.._length];
        }
    }
}
