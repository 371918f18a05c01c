Console.WriteLine("lanyard 0.1.0");
return 0;
