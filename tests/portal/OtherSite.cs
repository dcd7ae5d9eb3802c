using System.Net;
using System.Text;
using ChildPlatform.LocalHost;

namespace ChildPlatform.Portal.Tests;

/// <summary>A site of somebody else with one page: what lies outside the platform.</summary>
internal sealed class OtherSite : IAsyncDisposable
{
    private readonly HttpListener listener = new();
    private readonly Task serving;

    private OtherSite(string address, string page)
    {
        Address = address;
        listener.Prefixes.Add(address);
        listener.Start();
        serving = ServeAsync(Encoding.UTF8.GetBytes(page));
    }

    public string Address { get; }

    public static OtherSite Start(string page) => new($"http://127.0.0.1:{Ports.Free()}/", page);

    public async ValueTask DisposeAsync()
    {
        listener.Close();
        await serving;
    }

    private async Task ServeAsync(byte[] page)
    {
        while (true)
        {
            try
            {
                var request = await listener.GetContextAsync();
                request.Response.ContentType = "text/html; charset=utf-8";
                await request.Response.OutputStream.WriteAsync(page);
                request.Response.Close();
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}
